# What the benchmarks share; sourced, not run. The sourcing script sets work, run, names, label and what they measure.
# shellcheck shell=bash disable=SC2154 # they are set there

rounds=${ROUNDS:-7} seconds=${SECONDS_EACH:-3} processes=${PROCESSES:-2} port=${PORT:-8090}
connections=8
server=http://127.0.0.1:$port
work='' names=()

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
    gcc -O2 -Wall -Wextra -o "$work/$name" "Benchmarks/$name.c" -l:libfcgi.a "$@"
    strip "$work/$name"
}

# nginx with WORKERS processes, by $nginx_template. Anew for each way of connecting: the kept connections of one would lock up
# the programs for the next.
restart_nginx() { # WORKERS
    local user='' nginx
    nginx=$(find_nginx)
    [ "$(id -u)" -ne 0 ] || user='user root;'
    [ ! -e "$run/pids/nginx" ] || end_programs nginx
    sed -e "s|RUN|$run|g" -e "s|PORT\([^A-Z_]\)|$port\1|" -e "s|PROCESSES|$processes|" -e "s|WORKERS|$1|" \
        -e "s|^USER|$user|" "$nginx_template" >"$run/nginx.conf"
    launch nginx "$nginx" -e "$run/logs/nginx.log" -p "$run" -c "$run/nginx.conf" -g 'daemon off;'
    until [ "$(http_status 127.0.0.1 "$port" /)" != 000 ]; do
        [ -n "$(members nginx)" ] || die "nginx does not start: $(cat "$run/logs/nginx.log")"
        sleep 0.05
    done
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# One round: requests per second, and the milliseconds within which 99 of 100 are answered, added to $work/WAY-NAME.
measure() { # WAY NAME
    local output
    output=$(wrk -t1 -c"$connections" -d"${seconds}s" --latency "${wrk_options[@]}" "$server/$1/$2?$page")
    ! grep -q 'Non-2xx' <<<"$output" || die "$2 failed: $output"
    awk '/^ *99%/ { late = $2 + 0; if ($2 ~ /us$/) late /= 1000; else if ($2 !~ /ms$/) late *= 1000 }
        /^Requests\/sec/ { print $2, late }' <<<"$output" >>"$work/$1-$2"
}

median_of() { cut -d' ' -f"$3" "$work/$1-$2" | median; } # WAY NAME COLUMN

table() { # WAY TITLE NAME…
    local way=$1 title=$2 round name
    shift 2
    restart_nginx 1
    for ((round = 1; round <= rounds; round++)); do
        [ ! -t 2 ] || printf '\r%s, round %d of %d ' "$title" "$round" "$rounds" >&2
        for name; do measure "$way" "$name"; done
    done
    [ ! -t 2 ] || printf '\r\033[K' >&2
    printf '\n%s\n  %-20s %12s %12s %14s %10s\n' "$title" '' 'requests/s' '99% within' 'of C, same' 'of plain'
    for name; do
        printf '%s|%s|%s|%s|%s\n' "${label[$name]}" "$(median_of "$way" "$name" 1)" "$(median_of "$way" "$name" 2)" \
            "$(median_of "$way" "$baseline" 1)" "$(median_of plain "$name" 1)"
    done | awk -F'|' '{ printf "  %-20s %12.0f %9.2f ms %14.2f %10.2f\n", $1, $2, $3, $2 / $4, $2 / $5 }'
}

memory() { # TITLE NAME…: the mean proportional share of their processes
    local title=$1 name pid
    shift
    for name; do
        for pid in $(workers_of "$name"); do awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup"; done
    done | awk -v title="$title" '{ sum += $1 } END { printf "  %-25s %8.0f KB (%d processes)\n", title, sum / NR, NR }'
}
