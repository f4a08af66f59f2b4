# How programs are built for a host, whether they share their libraries or not; sourced, not run.
# shellcheck shell=bash

# -s: no symbol table, a third of each program. -O2: texts that end alike stand there once. Our modules are small:
# without optimization across them little is inlined.
program_flags=(-c release -Xlinker -s -Xlinker -O2 -Xswiftc -cross-module-optimization)
# Each program holds what it uses of our modules and no more, which takes a third off: each function stands in a section
# of its own, none is kept only because it could be called from outside, and the linker (lld, which comes with Swift;
# gold does not) leaves out what nobody calls. --icf: functions of the same instructions become one; nothing here
# compares functions by their addresses.
program_flags+=(
    -Xswiftc -use-ld=lld -Xlinker --icf=all -Xswiftc -Xfrontend -Xswiftc -function-sections
    -Xswiftc -Xfrontend -Xswiftc -internalize-at-link
)
# programs.ld leaves the tables for unwinding out.
# shellcheck disable=SC2154 # common.sh sets root
program_flags+=(-Xlinker -T -Xlinker "$root/Scripts/programs.ld")
