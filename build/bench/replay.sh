# shellcheck shell=bash disable=SC2154 # repository, work and runs are bench.sh's
# DbReplay of 200 revisions, as a whole process, against `alembic upgrade head` of the same revisions on the same server.

# shellcheck source=build/bench/history.sh
source "$repository/build/bench/history.sh"

bench_replay() {
    local count=200 folder=$work/replay ours theirs run
    ensure_postgres
    ensure_packages alembic python3-psycopg2
    start_cluster "$work/postgres"
    write_history "$folder" "$count"
    cp "$repository/samples/Shop/alembic/env.py" "$folder/migrations/env.py"
    sed -i '/fileConfig(/d; /config_file_name is not None/d' "$folder/migrations/env.py"
    for database in development production shadow; do
        cluster_sql "$work/postgres" postgres -c "CREATE DATABASE bench_$database"
    done
    local server="postgresql://postgres:$CLUSTER_PASSWORD@127.0.0.1:$CLUSTER_PORT"
    export DATABASE_URL=$server/bench_development DATABASE_URL_PROD=$server/bench_production DATABASE_URL_SHADOW=$server/bench_shadow
    (
        cd "$folder"
        for url in "$DATABASE_URL" "$DATABASE_URL_PROD"; do
            DATABASE_URL=$url alembic upgrade head >"$work/upgrade.log" 2>&1 || fail "alembic failed: $(tail -n 1 "$work/upgrade.log")"
        done
        dotnet restore -v:quiet >"$work/restore.log" 2>&1 || fail "the restore failed: $(tail -n 1 "$work/restore.log")"
        for ((run = 1; run <= runs; run++)); do
            cluster_sql "$work/postgres" postgres -c 'DROP DATABASE IF EXISTS bench_plain' -c 'CREATE DATABASE bench_plain'
            DATABASE_URL=$server/bench_plain milliseconds alembic upgrade head >>"$work/plain.ms"
            milliseconds dotnet msbuild -t:DbReplay >>"$work/replay.ms"
        done
    )
    theirs=$(median "$work/plain.ms") ours=$(median "$work/replay.ms")
    awk -v count="$count" -v ours="$ours" -v theirs="$theirs" -v runs="$runs" 'BEGIN {
        printf "%d revisions (medians of %d runs): alembic upgrade head %d ms, dotnet msbuild -t:DbReplay %d ms: %.2f times; a revision %.1f and %.1f ms\n",
            count, runs, theirs, ours, ours / theirs, theirs / count, ours / count
    }'
    stop_cluster "$work/postgres"
}
