# What the scripts here share; sourced, not run. The sourcing script has set -euo pipefail.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# Without this, bash goes on after a Ctrl-C that came while it waited for a command which ended normally all the same.
trap 'exit 130' INT

say() { printf '%s\n' "── $*"; }

die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

require_swift() {
    command -v swift >/dev/null ||
        die "Swift 6.2 or newer is missing: install it as https://www.swift.org/install/linux/ says, then run this again."
}

# As wechatctl and the programs say it.
version() { sed -n 's/.*let current = "\(.*\)"/\1/p' "$root/Sources/Base/Platform/Version.swift"; }

# Where Scripts/portable lays out the portable build.
portable_folder() { printf '%s\n' "$root/dist/wechat-fcgi-$(version)-linux-$(uname -m)"; }

# The rows of Package.swift's endpoint table, the only list of them there is: document and program, one row a line.
endpoint_rows() {
    sed -n '/^let endpoints/,/^]/s/^ *("\([^"]*\)", "\([^"]*\)"),\{0,1\}.*/\1 \2/p' "$root/Package.swift"
}

# The programs, one a line.
endpoints() { endpoint_rows | cut -d ' ' -f 2; }

# The programs that are not in Package.swift's table of features: they open no database.
endpoints_without_features() {
    endpoints | grep -vxFf <(sed -n '/^let features/,/^]/s/^ *"\([^"]*\)": .*/\1/p' "$root/Package.swift")
}

# A path that nginx's include sends to program $1; where a pattern takes any segment, the segment is 1.
path_of() {
    sed -nE 's#^location (= |~ \^)([^ ]*[^ $])\$? \{$#\2#p' "$root/Deploy/nginx/programs/$1.conf" |
        sed 's#\[^/\]+#1#g' | head -n 1
}

# Debian keeps nginx in /usr/sbin, which is not in everybody's PATH.
find_nginx() { PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v nginx; }

# The status code that http://$1:$2$3 answers to method $4 within $5 seconds; 000 when it does not.
# OPTIONS is answered by every endpoint itself, without asking WeChat for anything.
http_status() {
    local code
    code=$(
        exec 2>/dev/null 3<>"/dev/tcp/$1/$2" || exit
        printf '%s %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "${4:-OPTIONS}" "$3" >&3
        read -r -t "${5:-5}" _ code _ <&3 && printf '%s' "$code"
    ) || true
    printf '%s' "${code:-000}"
}

# nginx.conf and its includes as $2/*, for a server of one's own: sockets, pid and temporary files in $1, logs in
# $1/logs, listening on $3, workers running as the caller. $4 is the simulator's port, or empty.
#
# By substitution, not from a second template: what is tried out here is the file that is shipped.
render_nginx() {
    local run=$1 conf=$2 listen=$3 simulator=${4:-} user='' file files
    [ "$(id -u)" -ne 0 ] || user='user root;'
    mkdir -p "$conf/wechat-fcgi"/{programs,fcgiwrap} "$run/logs"
    mapfile -t files < <(cd "$root" && printf '%s\n' nginx.conf wechat-fcgi/*.conf wechat-fcgi/{programs,fcgiwrap}/*.conf)
    for file in "${files[@]}"; do
        sed -e "s|^user .*|$user|" \
            -e "s|/run/wechat-fcgi|$run|g" -e "s|/var/log/nginx|$run/logs|g" \
            -e "s|listen 127\.0\.0\.1:8080|listen $listen|" -e "s|listen 127\.0\.0\.1:8081|listen 127.0.0.1:$simulator|" \
            -e "s|root \.|root $root|" "$root/$file" >"$conf/$file"
    done
    [ -z "$simulator" ] ||
        sed -i 's|^\( *\)include wechat-fcgi/wechat-fcgi-http.conf;|&\n\1include wechat-fcgi/simulator.conf;|' "$conf/nginx.conf"
}

# write_demo_configuration FILE STATE_DIR PORT SIMULATOR_PORT: an account that the simulator knows from the start, token
# and key for messages included.
write_demo_configuration() {
    (
        umask 077
        mkdir -p "$2"
        cat >"$1" <<INI
public_url = http://127.0.0.1:$3
state_dir = $2

[official_account]
app_id = wx0000000000000001
app_secret = 00000000000000000000000000000001
token = simulator
encoding_aes_key = abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG

[messages]
encrypted_only = false

[mini_program]
app_id = wx0000000000000002
app_secret = 00000000000000000000000000000002

[upstream]
api_url = http://127.0.0.1:$4
open_url = http://127.0.0.1:$4
INI
    )
}
