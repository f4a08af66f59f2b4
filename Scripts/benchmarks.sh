# What the benchmarks share; sourced, not run. The sourcing script sets work, run, names, label and what they measure.
# shellcheck shell=bash disable=SC2154,SC2034 # some are set there, some are read there

rounds=${ROUNDS:-7} seconds=${SECONDS_EACH:-3} processes=${PROCESSES:-2} port=${PORT:-8090}
connections=8
# What ours comes with: threads of a process, and the connections that each nginx worker keeps to a program.
threads=16 keepalive=16
server=http://127.0.0.1:$port
work='' names=()
declare -A label

finish() {
    trap '' INT TERM HUP
    [ -z "$work" ] || { end_programs "${names[@]}" || true; rm -rf "$work"; }
}
trap finish EXIT
trap 'exit 143' TERM HUP

# build_baseline NAME LIBRARY…: the C program of that name, as small as ours.
build_baseline() {
    local name=$1
    shift
    gcc -O2 -Wall -Wextra -pthread -o "$work/$name" "Benchmarks/$name.c" -l:libfcgi.a "$@"
    strip "$work/$name"
}

# offer LOCATION SCRIPT_NAME PROGRAM [KEEPALIVE]: has nginx, at its next start, pass what fits LOCATION to PROGRAM's
# socket in $run: on kept connections when KEEPALIVE says how many, else on one for each request.
offer() {
    local pass=unix:$run/$3.sock keep=off
    if [ $# -eq 4 ]; then
        pass=bench-${3##*/}-$4 keep=on
        grep -qs "^upstream $pass " "$run/upstreams.conf" ||
            echo "upstream $pass { server unix:$run/$3.sock; keepalive $4; }" >>"$run/upstreams.conf"
    fi
    echo "location $1 { set \$script $2; fastcgi_keep_conn $keep; fastcgi_pass $pass; }" >>"$run/locations.conf"
}

# nginx with WORKERS processes and what was offered.
restart_nginx() { # WORKERS
    local user='' nginx
    nginx=$(find_nginx)
    [ "$(id -u)" -ne 0 ] || user='user root;'
    [ ! -e "$run/pids/nginx" ] || end_programs nginx
    touch "$run/upstreams.conf"
    sed -n '/^fastcgi_keep_conn/d; s/\$fastcgi_script_name/$script/; /^fastcgi_/p' Deploy/nginx/wechat-fcgi-params.conf \
        >"$run/fastcgi.conf"
    sed -e "s|RUN|$run|g" -e "s|ROOT|$root|" -e "s|PORT\([^A-Z_]\)|$port\1|" -e "s|WORKERS|$1|" -e "s|^USER|$user|" \
        Benchmarks/nginx.conf >"$run/nginx.conf"
    launch nginx "$nginx" -e "$run/logs/nginx.log" -p "$run" -c "$run/nginx.conf" -g 'daemon off;'
    until [ "$(http_status 127.0.0.1 "$port" /)" != 000 ]; do
        [ -n "$(members nginx)" ] || die "nginx does not start: $(cat "$run/logs/nginx.log")"
        sleep 0.05
    done
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# in_rounds COMMAND…: as often as there are rounds; the command finds the number in `round`.
in_rounds() {
    for ((round = 1; round <= rounds; round++)); do
        [ ! -t 2 ] || printf '\rround %d of %d ' "$round" "$rounds" >&2
        "$@"
    done
    [ ! -t 2 ] || printf '\r\033[K' >&2
}

# One round: requests per second, and the milliseconds within which 99 of 100 are answered, added to $work/WAY-NAME.
measure() { # WAY NAME
    local output
    output=$(wrk -t1 -c"$connections" -d"${seconds}s" --latency "${wrk_options[@]}" "$server/$1/$2?$page")
    ! grep -q 'Non-2xx' <<<"$output" || die "$2 failed: $output"
    awk '/^ *99%/ { late = $2 + 0; if ($2 ~ /us$/) late /= 1000; else if ($2 !~ /ms$/) late *= 1000 }
        /^Requests\/sec/ { print $2, late }' <<<"$output" >>"$work/$1-$2"
}

median_of() { cut -d' ' -f"$2" "$work/$1" | median; } # WAY-NAME COLUMN

# table BASELINES ROW…: the medians of each row, WAY-NAME, and what they are of the rows whose numbers BASELINES lists.
table() {
    local rows=("${@:2}") number rate of
    printf '     %-48s %10s %12s' '' 'requests/s' '99% within'
    for of in $1; do printf ' %8s' "of ($of)"; done
    for ((number = 1; number <= ${#rows[@]}; number++)); do
        rate=$(median_of "${rows[number - 1]}" 1)
        printf '\n (%d) %-48s %10.0f %9.2f ms' "$number" "${label[${rows[number - 1]}]}" "$rate" \
            "$(median_of "${rows[number - 1]}" 2)"
        for of in $1; do
            awk -v a="$rate" -v b="$(median_of "${rows[of - 1]}" 1)" 'BEGIN { printf(" %8s", b ? sprintf("%.2f", a / b) : "-") }'
        done
    done
    echo
}

# compare WAY [SUFFIX]: the table of the C program with one thread, the same with as many as ours, and ours.
compare() {
    label[$1-c${2:-}]='C, 1 thread, a connection per request'
    label[$1-threaded${2:-}]="C, $threads threads, kept connections"
    label[$1-ours${2:-}]='ours, as shipped'
    table '1 2' "$1-c${2:-}" "$1-threaded${2:-}" "$1-ours${2:-}"
}

headline() { # WHAT
    echo "wechat-fcgi benchmarks: $1, through nginx ($processes processes each, $connections connections, $rounds rounds of" \
        "$seconds s in turn, medians)"
}

# What one durable write costs where the databases are, which bounds all that is stored. BENCH_DIR=/dev/shm leaves the
# disk out.
disk() {
    local before=$EPOCHREALTIME
    dd if=/dev/zero of="$work/disk" bs=4k count=200 oflag=dsync status=none
    awk -v us=$((${EPOCHREALTIME/./} - ${before/./})) 'BEGIN { printf "a durable write of 4 KB: %.2f ms\n", us / 200000 }'
    rm "$work/disk"
}

# The kilobytes of the proportional share of each process of the programs.
shares() { # NAME…
    local name pid
    for name; do
        for pid in $(workers_of "$name"); do awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup"; done
    done
}

memory() { # TITLE NAME…: the mean
    shares "${@:2}" |
        awk -v title="$1" '{ sum += $1 } END { printf "  %-35s %8.0f KB (%d processes)\n", title, sum / NR, NR }'
}
