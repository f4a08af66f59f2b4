# Starting, finding and ending background programs by recorded process id; sourced by Scripts/serve and the benchmarks.
#
# Each is the leader of a session of its own: it does not get the Ctrl-C of the terminal it was started from, and all
# that it forks can be found and ended with it, also when it is gone itself.
# shellcheck shell=bash

# Sets state, session and start (time) from /proc/$1/stat, fields 3, 6 and 22 of proc(5); false when there is no such
# process. Sets instead of prints: `members` reads every process there is, and a fork for each would take a second.
read_process() {
    local line fields
    { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
    # The second field is the program's name in parentheses, and may itself hold spaces and parentheses.
    read -ra fields <<<"${line##*) }"
    state=${fields[0]} session=${fields[3]} start=${fields[19]}
}

# launch NAME COMMAND…: starts it, output to $run/logs/NAME.log, and records "pid start-time" in $run/pids/NAME.
# The sourcing script sets run.
#
# An interrupt is held back until the record is written: what is not recorded is not stopped.
launch() {
    local name=$1 state session start=0 traps interrupted=''
    shift
    traps=$(trap -p INT TERM HUP)
    trap 'interrupted=yes' INT TERM HUP
    # shellcheck disable=SC2154
    setsid "$@" </dev/null >>"$run/logs/$name.log" 2>&1 9>&- &
    # Until setsid has run, the process is not found by its session. (An interrupt makes read_process fail, too.)
    while kill -0 "$!" 2>/dev/null && { ! read_process "$!" || [ "$session" != "$!" ]; }; do sleep 0.01 || true; done
    printf '%s %s\n' "$!" "$start" >"$run/pids/$name"
    trap - INT TERM HUP
    eval "$traps"
    [ -z "$interrupted" ] || kill -INT $$
}

# The living processes of NAME's session, the one that leads it included. None when the recorded id is by now another's:
# then the leader's start time differs.
members() {
    local leader recorded pid state session start
    { read -r leader recorded <"$run/pids/$1"; } 2>/dev/null || return 0
    if read_process "$leader"; then
        [ "$start" = "$recorded" ] || return 0
        # Its children are listed: a look at every process of the host, twenty programs long, takes a second.
        # (One that has ended leaves its children to others.)
        if [ "$state" != Z ] && [ -r "/proc/$leader/task/$leader/children" ]; then
            family "$leader"
            return 0
        fi
    fi
    for pid in /proc/[0-9]*; do
        pid=${pid#/proc/}
        ! read_process "$pid" || [ "$session" != "$leader" ] || [ "$state" = Z ] || printf '%s\n' "$pid"
    done
}

# Process $1 and all that descend from it, unless they have ended.
family() {
    local child children=() state session start
    read_process "$1" && [ "$state" != Z ] || return 0
    printf '%s\n' "$1"
    { read -ra children <"/proc/$1/task/$1/children"; } 2>/dev/null || true
    for child in "${children[@]}"; do family "$child"; done
}

# The processes that answer requests: NAME's session without the one that watches over it.
workers_of() {
    local pid _
    { read -r pid _ <"$run/pids/$1"; } 2>/dev/null || return 0
    members "$1" | grep -vx "$pid" || true
}

# leader_lives NAME: whether the process that was launched, which starts the workers again, is there.
leader_lives() {
    local pid _
    { read -r pid _ <"$run/pids/$1"; } 2>/dev/null || return
    members "$1" | grep -x "$pid" >/dev/null
}

# signal SIGNAL NAME…: to every process of each.
signal() {
    local sig=$1 name pids
    shift
    for name; do
        mapfile -t pids < <(members "$name")
        [ ${#pids[@]} -eq 0 ] || kill "-$sig" "${pids[@]}" 2>/dev/null || true
    done
}

# signal_leader SIGNAL NAME: to the process that was launched, and not to those it started; false when it is gone.
signal_leader() {
    local leader _
    { read -r leader _ <"$run/pids/$2"; } 2>/dev/null || return
    [[ $'\n'$(members "$2")$'\n' == *$'\n'$leader$'\n'* ]] && kill "-$1" "$leader" 2>/dev/null
}

# wait_gone TENTHS NAME…: true once no process of any is left, false when that takes longer.
wait_gone() {
    local tenths=$1 name
    shift
    for name; do
        while [ -n "$(members "$name")" ]; do
            [ $((tenths -= 1)) -ge 0 ] || return 1
            sleep 0.1
        done
    done
}

# end_programs NAME…: each process finishes the request in hand; after 8 seconds SIGKILL.
#
# SIGTERM to multiwatch alone: it sends SIGUSR1 to its processes and exits without waiting for them. Sent to them as
# well, it can see one of them end first, start another, and only then stop.
end_programs() {
    local name
    for name; do
        signal_leader TERM "$name" || signal TERM "$name"
    done
    wait_gone 80 "$@" || { signal KILL "$@" && wait_gone 20 "$@"; }
}

# watched NAME SOCKET COUNT PROGRAM: COUNT processes of PROGRAM on SOCKET, each started again when it ends.
#
# multiwatch gives up on a process that ended 1000 times within 0.1 s of its start. A lower limit would let a request
# that crashes a program end the service for good; none at all would burn a core on a program that cannot start.
watched() {
    rm -f "$2"
    # spawn-fcgi does not search PATH. multiwatch takes no arguments but in ASCII, which the folder's name need not be.
    launch "$1" spawn-fcgi -n -s "$2" -M 0600 -d "$(dirname "$4")" -- "$(command -v multiwatch)" -f "$3" -r 1000 -t 100 -- "./${4##*/}"
}
