# A bare Debian 12 with what the programs need, for checks that install them; sourced, not run.
# shellcheck shell=bash disable=SC2154

debian_base=$root/.build/systemd

make_debian_base() {
    local tool packages=systemd,systemd-sysv,dbus,nginx-light,multiwatch,spawn-fcgi,curl,libcurl4,libsqlite3-0,libssl3,libexpat1
    tool=$(PATH=$PATH:/usr/sbin command -v debootstrap) || die "debootstrap is missing: apt-get install debootstrap"
    [ ! -f "$debian_base/made" ] || return 0
    say "Making a Debian 12 in $debian_base"
    rm -rf "$debian_base"
    mkdir -p "$root/.build"
    "$tool" --variant=minbase --include="$packages,ca-certificates,procps" bookworm "$debian_base" "${MIRROR:-http://deb.debian.org/debian}" \
        >"$debian_base.log" 2>&1 || die "debootstrap failed; its log is $debian_base.log"
    touch "$debian_base/made"
}
