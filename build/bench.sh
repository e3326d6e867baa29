#!/usr/bin/env bash
# bench.sh [publish|history|catalog|replay] [RUNS] [ARGUMENTS]: without a name, all four. Each is told in its own file under bench/:
# publish [RUNS] [ARGUMENTS OF dotnet publish...]: what the guard adds to `dotnet publish` of the sample.
# history [RUNS]: DbHistory against the real `alembic heads`.
# catalog [RUNS] [SIZES...]: reading and comparing databases of 100, 1,000 and 10,000 tables, or of the sizes given, such as 100000,
#   against the same queries through psql, pg_dump, check_postgres and migra.
# replay [RUNS]: DbReplay of 200 revisions against `alembic upgrade head`.
# Only ratios of one run are worth comparing.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=build/lib.sh
source "$repository/build/lib.sh"
parts='publish history catalog replay'
case ${1:-} in
    publish | history | catalog | replay)
        parts=$1
        shift
        ;;
esac
for part in $parts; do
    # shellcheck source=/dev/null
    source "$repository/build/bench/$part.sh"
done
runs=${1:-5}
shift $(($# > 0 ? 1 : 0))
(($# == 0)) || [[ $parts != *' '* ]] || fail 'arguments are for one of publish, history, catalog and replay: name it'
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

# schema COUNT: SQL for so many tables with 7 columns, a primary key, a unique and a check constraint, a foreign key to the table before, and
# one more index; committed by the hundred, because a transaction holds a lock on each table it makes.
schema() {
    cat <<SQL
CREATE PROCEDURE make_tables() LANGUAGE plpgsql AS \$\$
BEGIN
    FOR n IN 1..$1 LOOP
        EXECUTE format(
            'CREATE TABLE bench_%1\$s (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                code varchar(40) NOT NULL UNIQUE,
                name text NOT NULL DEFAULT %3\$L,
                amount numeric(12, 2) NOT NULL CHECK (amount >= 0),
                parent_id bigint REFERENCES bench_%2\$s (id),
                is_active boolean NOT NULL DEFAULT true,
                created_at timestamptz NOT NULL DEFAULT now());
            CREATE INDEX ix_bench_%1\$s_created_at ON bench_%1\$s (created_at)',
            n, greatest(n - 1, 1), 'none');
        IF n % 100 = 0 THEN COMMIT; END IF;
    END LOOP;
END
\$\$;
CALL make_tables();
DROP PROCEDURE make_tables;
CREATE TABLE alembic_version (version_num varchar(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO alembic_version VALUES ('3f7a1c88d95b');
SQL
}

median() {
    sort -n "$1" | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

# quarter FILE: what the fastest quarter of the numbers stays under: on a machine with neighbours, what it is while they are quiet.
quarter() {
    sort -n "$1" | awk '{ value[NR] = $1 } END { print value[int((NR + 3) / 4)] }'
}

# milliseconds COMMAND...: runs it and prints how long it took.
milliseconds() {
    local TIMEFORMAT=%3R
    { time "$@" >"$work/command.log" 2>&1; } 2>"$work/command.time" || fail "$* failed: $(tail -n 1 "$work/command.log")"
    awk '{ printf "%.0f\n", $1 * 1000 }' "$work/command.time"
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
