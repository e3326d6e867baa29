#!/usr/bin/env bash
# bench.sh [publish|history] [RUNS] [ARGUMENTS OF dotnet publish...]: without a name, both.
# publish: what the guard adds to `dotnet publish` of the sample, and where its time goes. Both databases are on this machine and have 100
#   tables. Publishes with and without the package alternate, so that whatever else the machine does falls on both; no build server stays
#   alive between them.
# history: DbHistory against the real `alembic heads`, as whole processes, on 500 and on 5,000 revision files.
# Only ratios of one run are worth comparing.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=build/lib.sh
source "$repository/build/lib.sh"
parts='publish history'
if [[ ${1:-} == publish || ${1:-} == history ]]; then
    parts=$1
    shift
fi
runs=${1:-5}
shift $(($# > 0 ? 1 : 0))
[[ $runs =~ ^[1-9][0-9]*$ ]] || fail "how often is a number, not '$runs'"

work=
# shellcheck disable=SC2329 # called by the traps
clean_up() {
    trap - EXIT INT TERM
    if [[ -n $work ]]; then
        if [[ -d $work/postgres ]]; then stop_cluster "$work/postgres"; fi
        rm -rf "$work"
    fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# 100 tables with 7 columns, a primary key, a unique and a check constraint, a foreign key to the table before, one more index.
schema() {
    cat <<'SQL'
DO $$
BEGIN
    FOR n IN 1..100 LOOP
        EXECUTE format(
            'CREATE TABLE bench_%1$s (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                code varchar(40) NOT NULL UNIQUE,
                name text NOT NULL DEFAULT %3$L,
                amount numeric(12, 2) NOT NULL CHECK (amount >= 0),
                parent_id bigint REFERENCES bench_%2$s (id),
                is_active boolean NOT NULL DEFAULT true,
                created_at timestamptz NOT NULL DEFAULT now());
            CREATE INDEX ix_bench_%1$s_created_at ON bench_%1$s (created_at)',
            n, greatest(n - 1, 1), 'none');
    END LOOP;
END
$$;
CREATE TABLE alembic_version (version_num varchar(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO alembic_version VALUES ('3f7a1c88d95b');
SQL
}

median() {
    sort -n "$1" | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

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

# added WHAT SUFFIX: the medians of both kinds of publish, and their ratio.
added() {
    awk -v what="$1" -v without="$(median "$work/without.$2")" -v with="$(median "$work/with.$2")" 'BEGIN {
        printf "%s: %d ms without the guard, %d ms with it (medians); the guard adds %.1f%%\n", what, without, with, (with / without - 1) * 100
    }'
}

# write_history FOLDER COUNT: an Alembic environment of one line of revisions, as `alembic revision` writes them.
write_history() {
    mkdir -p "$1/migrations/versions"
    printf '[alembic]\nscript_location = %%(here)s/migrations\n' >"$1/alembic.ini"
    printf '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="AutonomOS.Migrations.Build" Version="*" /></ItemGroup></Project>\n' >"$1/app.csproj"
    awk -v folder="$1/migrations/versions" -v count="$2" 'BEGIN {
        for (n = 1; n <= count; n++) {
            id = sprintf("%012x", n * 7919); down = n == 1 ? "None" : sprintf("\047%012x\047", (n - 1) * 7919); file = folder "/" id "_step.py"
            printf "\"\"\"step %d\n\nRevision ID: %s\nRevises: %s\nCreate Date: 2026-01-02 03:04:05.678901\n\n\"\"\"\n", n, id, down > file
            printf "from typing import Sequence, Union\n\nfrom alembic import op\nimport sqlalchemy as sa\n\n\n" > file
            printf "# revision identifiers, used by Alembic.\nrevision: str = \047%s\047\n", id > file
            printf "down_revision: Union[str, Sequence[str], None] = %s\n", down > file
            printf "branch_labels: Union[str, Sequence[str], None] = None\ndepends_on: Union[str, Sequence[str], None] = None\n\n\n" > file
            printf "def upgrade() -> None:\n    op.create_table(\n        \047t%d\047,\n        sa.Column(\047id\047, sa.Integer(), nullable=False),\n", n > file
            printf "        sa.Column(\047name\047, sa.String(length=40), nullable=True),\n        sa.PrimaryKeyConstraint(\047id\047),\n    )\n\n\n" > file
            printf "def downgrade() -> None:\n    op.drop_table(\047t%d\047)\n", n > file
            close(file)
        }
    }'
}

# milliseconds COMMAND...: runs it and prints how long it took.
milliseconds() {
    local TIMEFORMAT=%3R
    { time "$@" >"$work/history.log" 2>&1; } 2>"$work/history.time" || fail "$* failed: $(tail -n 1 "$work/history.log")"
    awk '{ printf "%.0f\n", $1 * 1000 }' "$work/history.time"
}

bench_history() {
    local count folder ours theirs engine
    ensure_packages alembic
    for count in 500 5000; do
        folder=$work/history-$count
        write_history "$folder" "$count"
        (cd "$folder" && dotnet restore --verbosity quiet && /usr/bin/python3 -m alembic heads) >"$work/history.log" 2>&1 || fail "$(tail -n 1 "$work/history.log")"
        for ((run = 1; run <= runs; run++)); do
            (cd "$folder" && milliseconds dotnet msbuild -t:DbHistory -v:normal) >>"$work/ours-$count.ms"
            sed -nE 's/.*Read the migration files in ([0-9]+) ms.*/\1/p' "$work/history.log" >>"$work/engine-$count.ms"
            (cd "$folder" && milliseconds /usr/bin/python3 -m alembic heads) >>"$work/theirs-$count.ms"
        done
        ours=$(median "$work/ours-$count.ms") theirs=$(median "$work/theirs-$count.ms") engine=$(median "$work/engine-$count.ms")
        awk -v count="$count" -v ours="$ours" -v theirs="$theirs" -v engine="$engine" 'BEGIN {
            printf "%d revision files (medians): dotnet msbuild -t:DbHistory %d ms, of which the engine reads for %d ms; alembic heads %d ms\n", count, ours, engine, theirs
            printf "alembic heads takes %.2f times as long as the whole build, and %.1f times as long as the engine\n", theirs / ours, theirs / engine
        }'
    done
}

bench_publish() {
    ensure_postgres
    printf 'Making two databases with 100 tables ...\n'
    start_cluster "$work/postgres"
    for database in development production; do
        cluster_sql "$work/postgres" postgres -c "CREATE DATABASE bench_$database"
        schema | cluster_sql "$work/postgres" "bench_$database"
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

command -v dotnet >/dev/null || fail 'please install the .NET SDK 10'
work=$(mktemp -d "${TMPDIR:-/tmp}/bench.XXXXXX")
chmod 711 "$work"
export LC_ALL=C DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDTERMINALLOGGER=off

printf 'Packing the package ...\n'
dotnet pack "$repository/src/AutonomOS.Migrations.Build" -o "$work/feed" -p:RunAnalyzers=false >"$work/pack.log" 2>&1 || fail "packing failed: $(tail -n 1 "$work/pack.log")"
export RestoreSources=$work/feed RestorePackagesPath=$work/packages

for part in $parts; do
    "bench_$part" "$@"
done
