# shellcheck shell=bash disable=SC2154 # repository, work and runs are bench.sh's
# Reading and comparing two equal databases: the engine; the same statements through psql to /dev/null on both at once, which is the floor;
# pg_dump -s of both, one after the other and at once, and diff; the whole of `dotnet msbuild -t:DbAudit`; check_postgres and migra as whole
# processes. What takes longer than two minutes is stopped and said to be.
# bench_catalog [SIZES...]: 100, 1,000 and 10,000 tables where none is given.

# timed NAME COMMAND...: runs it, and notes its seconds as milliseconds and the peak of its resident memory (of the largest of its processes).
timed() {
    local name=$1
    shift
    /usr/bin/time -q -o "$work/time" -f '%e %M' timeout 120 "$@" >"$work/$name.log" 2>&1 || {
        printf '%s: no answer within two minutes, or a failure: %s\n' "$name" "$(tail -n 1 "$work/$name.log")"
        return 1
    }
    awk '{ printf "%.0f\n", $1 * 1000 }' "$work/time" >>"$work/$name.ms"
    awk '{ printf "%.0f\n", $2 / 1024 }' "$work/time" >>"$work/$name.mb"
}

# on_both COMMAND...: the command with each database's URL as its last argument, at once.
on_both() {
    "$@" "$DATABASE_URL" &
    "$@" "$DATABASE_URL_PROD"
    wait $!
}

through_psql() {
    psql -X -q -A -t -o /dev/null -f "$1" "$2"
}

# The key of \restrict is another one in each dump.
dump() {
    pg_dump -s "$1" | sed -E '/^\\(un)?restrict /d' >"$work/dump.${1##*_}"
}

dump_each() {
    dump "$DATABASE_URL"
    dump "$DATABASE_URL_PROD"
}

differences_of_dumps() {
    "$@"
    diff "$work/dump.development" "$work/dump.production"
}

# make_databases SIZE: bench_SIZE_development, and a copy of it.
make_databases() {
    printf 'Making two databases with %d tables ...\n' "$1"
    cluster_sql "$work/postgres" postgres -c "CREATE DATABASE bench_$1_development"
    schema "$1" | cluster_sql "$work/postgres" "bench_$1_development"
    cluster_sql "$work/postgres" "bench_$1_development" -c 'VACUUM ANALYZE'
    cluster_sql "$work/postgres" postgres -c "CREATE DATABASE bench_$1_production TEMPLATE bench_$1_development"
    DATABASE_URL="postgresql://postgres:$CLUSTER_PASSWORD@127.0.0.1:$CLUSTER_PORT/bench_$1_development"
    DATABASE_URL_PROD="postgresql://postgres:$CLUSTER_PASSWORD@127.0.0.1:$CLUSTER_PORT/bench_$1_production"
    export DATABASE_URL DATABASE_URL_PROD
}

# measure SIZE: one run of each that is ours, or that ours is held to.
measure() {
    # The first readings of a process wait for the JIT, and the runtime compiles once more what was called thirty times: until the hundredth
    # reading it is at work beside them.
    local readings=$(($1 > 1000 ? 5 : $1 > 100 ? 120 : 240)) warm=$(($1 > 1000 ? 1 : $1 > 100 ? 20 : 120))
    "$bench" compare DATABASE_URL DATABASE_URL_PROD "$readings" >"$work/compare.log"
    tail -n "$warm" "$work/compare.log" >"$work/compare.last"
    awk '{ print $2 }' "$work/compare.last" >>"$work/engine.ms"
    awk '{ print $3 / 1048576 }' "$work/compare.last" >>"$work/heap.mb"
    milliseconds on_both through_psql "$work/nothing.sql" >>"$work/nothing.ms"
    milliseconds on_both through_psql "$work/statements.sql" >>"$work/psql.ms"
    milliseconds differences_of_dumps dump_each >>"$work/dumps.ms"
    milliseconds differences_of_dumps on_both dump >>"$work/dumps-at-once.ms"
    (cd "$work/audited" && timed audit dotnet msbuild -t:DbAudit)
    "$bench" audit "$work/audited" "$readings" >"$work/verdict.log"
    awk 'NR == 1 { print $1 }' "$work/verdict.log" >>"$work/first.ms"
    awk 'NR > 1 && NR <= 15 { print $1 }' "$work/verdict.log" >>"$work/early.ms"
    awk '{ print $1 }' "$work/verdict.log" | tail -n "$warm" >>"$work/verdict.ms"
}

measure_others() {
    PGPASSWORD=$CLUSTER_PASSWORD timed check_postgres check_postgres --action=same_schema --host=127.0.0.1 --port="$CLUSTER_PORT" \
        --dbuser=postgres --dbname="bench_$1_development" --dbname2="bench_$1_production" || return 0
    timed migra "$work/npm/node_modules/.bin/migra" "$DATABASE_URL" "$DATABASE_URL_PROD" || return 0
}

# than WHAT: how many times longer something took than the engine, and than the whole build.
than() {
    [[ -s $work/$1.ms ]] || return 0
    awk -v what="$1" -v theirs="$(median "$work/$1.ms")" -v engine="$engine" -v audit="$audit" -v memory="$([[ ! -s $work/$1.mb ]] || median "$work/$1.mb")" 'BEGIN {
        printf "  %-16s %6d ms%s: %.1f times the engine, %.2f times the whole build\n", what, theirs, memory ? ", " memory " MB" : "", theirs / engine, theirs / audit
    }'
}

tell() {
    local floor engine audit
    engine=$(median "$work/engine.ms") audit=$(median "$work/audit.ms")
    floor=$(awk -v all="$(median "$work/psql.ms")" -v nothing="$(median "$work/nothing.ms")" 'BEGIN { print all - nothing }')
    printf '%d tables (medians of %d runs; of ours, of the last readings of each)\n' "$1" "$runs"
    awk -v engine="$engine" -v floor="$floor" -v heap="$(median "$work/heap.mb")" 'BEGIN {
        printf "  engine: read and compared in %.0f ms, %.2f times the floor of %d ms; peak of the managed heap %.1f MB\n", engine, engine / floor, floor, heap
    }'
    printf '  a whole audit, to the verdict: %.0f ms in a warm process (a quarter within %.0f ms), %.0f ms among the first 15 of a process, %.0f ms the first\n' \
        "$(median "$work/verdict.ms")" "$(quarter "$work/verdict.ms")" "$(median "$work/early.ms")" "$(median "$work/first.ms")"
    printf '  dotnet msbuild -t:DbAudit as a whole process: %d ms, %s MB\n' "$audit" "$(median "$work/audit.mb")"
    for other in dumps dumps-at-once check_postgres migra; do
        than "$other"
    done
}

bench_catalog() {
    local size run other bench=$work/bench/AutonomOS.Migrations.Bench
    ensure_postgres
    ensure_packages check-postgres time unzip
    command -v npm >/dev/null || ensure_packages npm
    npm install --prefix "$work/npm" --ignore-scripts --no-audit --no-fund @pgkit/migra@0.6.1 >"$work/npm.log" 2>&1 || fail "npm: $(tail -n 1 "$work/npm.log")"
    # bench.sh points restores at the package it has packed.
    env -u RestoreSources -u RestorePackagesPath dotnet build "$repository/build/bench" -c Release -o "$work/bench" -p:RunAnalyzers=false --nologo -v quiet >"$work/build.log" || fail "$(tail -n 1 "$work/build.log")"
    # What ships is measured, not what a build for debugging makes of the same code.
    (cd "$work/bench" && unzip -qojd . "$work"/feed/*.nupkg "tasks/net10.0-linux-x64/*.dll")
    cp -r "$repository/samples/Shop" "$work/audited"
    (cd "$work/audited" && dotnet restore --verbosity quiet) >"$work/command.log" || fail "$(tail -n 1 "$work/command.log")"
    start_cluster "$work/postgres"
    # pg_dump locks every table.
    cluster_sql "$work/postgres" postgres -c 'ALTER SYSTEM SET max_locks_per_transaction = 2048'
    as_server_user "$PGBIN/pg_ctl" -D "$work/postgres/data" -l "$work/postgres/server.log" -w restart >"$work/command.log" 2>&1
    printf 'select 1;\n' >"$work/nothing.sql"
    (($# > 0)) || set -- 100 1000 10000
    for size in "$@"; do
        rm -f "$work"/*.ms "$work"/*.mb
        make_databases "$size"
        "$bench" statements DATABASE_URL >"$work/statements.sql"
        for ((run = 1; run <= runs; run++)); do
            measure "$size"
        done
        measure_others "$size"
        tell "$size"
    done
}
