# shellcheck shell=bash disable=SC2154 # repository, work and runs are bench.sh's
# What the guard adds to `dotnet publish` of the sample, and where its time goes. Both databases are on this machine and have 100 tables.
# Publishes with and without the package alternate, so that whatever else the machine does falls on both; no build server stays alive
# between them.

# publish WITH|WITHOUT [ARGUMENTS]: prints how many milliseconds it took, and how many of the processors' (which suffer less from
# whatever else the machine does).
publish() {
    local folder=$1
    shift
    (
        cd "$work/$folder"
        TIMEFORMAT='%3R %3U %3S'
        { time dotnet publish --disable-build-servers -o "$work/out/$folder" "$@" >"$work/$folder.log" 2>&1; } 2>"$work/$folder.time"
    ) || fail "the publish in $folder failed: $(grep -m 1 -E 'error|FAILED' "$work/$folder.log")"
    awk '{ printf "%.0f %.0f\n", $1 * 1000, ($2 + $3) * 1000 }' "$work/$folder.time"
}

# stage NAME: the guard's own milliseconds for a stage, from the report it just wrote.
stage() {
    awk -v name="$1" -F '[:,{}[:space:]]+' '
        /"elapsedMilliseconds"/ { inside = 1 }
        inside { for (field = 1; field < NF; field++) if ($field == "\"" name "\"") { print $(field + 1) + 0; exit } }
    ' "$work/with/ops/db_audit/audit.json"
}

# added WHAT SUFFIX: the medians of both kinds of publish, and the median of what the guard adds in each pair of them, which follow each
# other closely: a machine that slows down for a while does so for both.
added() {
    paste "$work/without.$2" "$work/with.$2" | awk '{ printf "%.3f\n", ($2 / $1 - 1) * 100 }' >"$work/added.$2"
    awk -v what="$1" -v without="$(median "$work/without.$2")" -v with="$(median "$work/with.$2")" -v added="$(median "$work/added.$2")" 'BEGIN {
        printf "%s: %d ms without the guard, %d ms with it (medians); in the median pair the guard adds %.1f%%\n", what, without, with, added
    }'
}

bench_publish() {
    ensure_postgres
    printf 'Making two databases with 100 tables ...\n'
    start_cluster "$work/postgres"
    for database in development production; do
        cluster_sql "$work/postgres" postgres -c "CREATE DATABASE bench_$database"
        schema 100 | cluster_sql "$work/postgres" "bench_$database"
    done
    export DATABASE_URL="postgresql://postgres:$CLUSTER_PASSWORD@127.0.0.1:$CLUSTER_PORT/bench_development"
    export DATABASE_URL_PROD="postgresql://postgres:$CLUSTER_PASSWORD@127.0.0.1:$CLUSTER_PORT/bench_production"

    # The sample twice: as it is, and without the package.
    cp -r "$repository/samples/Shop" "$work/with"
    cp -r "$repository/samples/Shop" "$work/without"
    sed -i '/<PackageReference Include="AutonomOS.Migrations.Build"/d' "$work/without/Shop.csproj"

    # The first publish restores and compiles, and is not counted.
    publish with >/dev/null
    publish without >/dev/null
    for ((run = 1; run <= runs; run++)); do
        read -r without without_cpu <<<"$(publish without "$@")"
        read -r with with_cpu <<<"$(publish with "$@")"
        printf '%s\n' "$without" >>"$work/without.ms"
        printf '%s\n' "$with" >>"$work/with.ms"
        printf '%s\n' "$without_cpu" >>"$work/without.cpu"
        printf '%s\n' "$with_cpu" >>"$work/with.cpu"
        for name in connect read compare total; do
            stage "$name" >>"$work/$name.ms"
        done
        printf 'run %d: %d ms without the guard, %d ms with it (processors: %d ms, %d ms)\n' \
            "$run" "$without" "$with" "$without_cpu" "$with_cpu"
    done

    added 'dotnet publish' ms
    added 'processor time' cpu
    printf 'The guard itself, in milliseconds (medians): connect %s, read %s, compare %s, total %s\n' \
        "$(median "$work/connect.ms")" "$(median "$work/read.ms")" "$(median "$work/compare.ms")" "$(median "$work/total.ms")"
    awk -v total="$(median "$work/total.ms")" -v without="$(median "$work/without.ms")" 'BEGIN {
        printf "That is %.1f%% of a publish without it; the rest of what it adds is MSBuild loading the tasks\n", total / without * 100
    }'
}
