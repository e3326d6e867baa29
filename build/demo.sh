#!/usr/bin/env bash
# Shows the package at work on the sample: two real databases, the real Alembic, the real `dotnet publish`.
# Needs the .NET SDK and Debian; installs PostgreSQL and Alembic when they are missing and it may.
# Leaves artifacts/demo/ to look at, and nothing else. Fails when a step does not end as its heading says.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=build/lib.sh
source "$repository/build/lib.sh"

work=
# shellcheck disable=SC2329 # called by the traps
clean_up() {
    trap - EXIT INT TERM
    if [[ -n $work ]]; then
        stop_compiler_server
        stop_cluster "$work/postgres"
        rm -rf "$work"
    fi
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The publishes share a compiler's server, whose pipe bears the name of this run.
stop_compiler_server() {
    local process
    for process in /proc/[0-9]*; do
        if { tr '\0' ' ' <"$process/cmdline"; } 2>/dev/null | grep -qF -- "-pipename:${SharedCompilationId:-none}"; then
            kill "${process#/proc/}" 2>/dev/null || true
        fi
    done
}

step=0
begin() {
    step=$((step + 1))
    printf '\n\033[1m=== %d. %s ===\033[0m\n' "$step" "$1"
    log=$(printf '%s/%d-%s.log' "$results" "$step" "$2")
}

# run TEXT COMMAND...: shows a command as a reader would type it, runs it, shows what it prints, keeps all that in the step's log.
status=0
run() {
    printf '$ %s\n' "$1" | tee -a "$log"
    shift
    status=0
    "$@" 2>&1 | tee -a "$log" || status=${PIPESTATUS[0]}
}

# Keeps what the step wrote to ops/db_audit/.
keep_reports() {
    rm -rf "${log%.log}"
    cp -r "$work/Shop/ops/db_audit" "${log%.log}"
}

must_succeed() {
    [[ $status -eq 0 ]] || fail "step $step should have succeeded and ended with $status; see $log"
}

must_print() {
    grep -qF -- "$1" "$log" || fail "step $step should have printed '$1'; see $log"
}

publish_passes() {
    rm -rf "$published"
    run 'dotnet publish' dotnet publish
    must_succeed
    must_print 'GUARD PASSED'
    [[ -f $published/Shop.dll ]] || fail "step $step passed and published nothing; see $log"
    keep_reports
}

# publish_refused TEXT...: each text stands in the log, nothing has been published. options has the publish's options.
options=()
publish_refused() {
    rm -rf "$published"
    run "dotnet publish${options[*]+ ${options[*]}}" dotnet publish ${options[@]+"${options[@]}"}
    [[ $status -ne 0 ]] || fail "step $step should have been refused and was not; see $log"
    [[ ! -e $published ]] || fail "step $step was refused and published all the same; see $log"
    local text
    for text in 'GUARD FAILED' "$@"; do
        must_print "$text"
    done
    keep_reports
}

command -v dotnet >/dev/null || fail 'please install the .NET SDK 10'
ensure_postgres
ensure_packages alembic python3-psycopg2

results=$repository/artifacts/demo
rm -rf "$results"
mkdir -p "$results"
work=$(mktemp -d "${TMPDIR:-/tmp}/demo.XXXXXX")
published=$work/Shop/bin/Release/net10.0/publish
# The server's user has to get through to the cluster's folder.
chmod 711 "$work"

# Everything that NuGet and MSBuild leave behind stays in the temporary folder; no build server outlives this script.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDTERMINALLOGGER=off
export UseSharedCompilation=true SharedCompilationId=autonomos-demo-$$

printf 'Packing the package and starting PostgreSQL ...\n'
if [[ -n ${AUTONOMOS_PACKAGE:-} ]]; then
    mkdir "$work/feed"
    cp "$AUTONOMOS_PACKAGE" "$work/feed"
else
    # Analyzers have their say in test.sh.
    dotnet pack "$repository/src/AutonomOS.Migrations.Build" -o "$work/feed" -p:RunAnalyzers=false >"$results/pack.log" 2>&1 \
        || fail "packing failed; see $results/pack.log"
fi
start_cluster "$work/postgres"

# The sample as a user would have it: a folder of its own, the package from a feed, both URLs in the environment.
cp -r "$repository/samples/Shop" "$work/Shop"
cd "$work/Shop"
export RestoreSources=$work/feed RestorePackagesPath=$work/packages

cluster_sql "$work/postgres" postgres <<SQL
CREATE ROLE shop LOGIN PASSWORD '$CLUSTER_PASSWORD';
CREATE DATABASE shop_development OWNER shop;
CREATE DATABASE shop_production OWNER shop;
SQL
export DATABASE_URL="postgresql://shop:$CLUSTER_PASSWORD@127.0.0.1:$CLUSTER_PORT/shop_development"
export DATABASE_URL_PROD="postgresql://shop:$CLUSTER_PASSWORD@127.0.0.1:$CLUSTER_PORT/shop_production"
in_development() { psql -X -q -v ON_ERROR_STOP=1 "$DATABASE_URL" "$@"; }
in_production() { psql -X -q -v ON_ERROR_STOP=1 "$DATABASE_URL_PROD" "$@"; }
alembic_in_production() { DATABASE_URL=$DATABASE_URL_PROD alembic "$@"; }

# Production was made by hand, long ago. Development is the same and has run the migrations.
in_production -f schema/existing.sql
in_development -f schema/existing.sql
alembic upgrade head >"$results/development.log" 2>&1 || fail "alembic failed in development; see $results/development.log"

begin 'Publish is refused: production is untracked' untracked
publish_refused AMB1001

begin 'Production is stamped, once, as standing at the empty baseline' stamped
run 'dotnet msbuild -t:StampBaseline' dotnet msbuild -t:StampBaseline
must_succeed
must_print 5a9d6371e18c
must_print 'completes on a copy of production that is stamped so and drops nothing'
keep_reports

begin 'The emergency switch is on: a deployment touches nothing' switched-off
# shellcheck disable=SC2016 # shown as it is typed
run 'DISABLE_AUTO_MIGRATIONS=true dotnet msbuild -t:DbUpgrade' env DISABLE_AUTO_MIGRATIONS=true dotnet msbuild -t:DbUpgrade
must_succeed
must_print AMB6007
# shellcheck disable=SC2016
run 'DATABASE_URL=$DATABASE_URL_PROD alembic current' alembic_in_production current
must_succeed
must_print 5a9d6371e18c
keep_reports

begin 'The deployment brings production to the head, with the real Alembic' upgraded
run 'dotnet msbuild -t:DbUpgrade' dotnet msbuild -t:DbUpgrade
must_succeed
must_print 'Running upgrade d02b95e6a714 -> 3f7a1c88d95b'
must_print 'UPGRADED: production is at 3f7a1c88d95b'
keep_reports

begin 'Publish passes: same revision, same schema' passes
publish_passes

begin 'Someone edits production by hand; publish is refused' drifted
# shellcheck disable=SC2016
run 'psql "$DATABASE_URL_PROD" -c "ALTER TABLE users ADD COLUMN phone text"' in_production -c 'ALTER TABLE users ADD COLUMN phone text'
must_succeed
publish_refused AMB2002 public.users.phone

begin 'Production is repaired; publish passes' repaired
# shellcheck disable=SC2016
run 'psql "$DATABASE_URL_PROD" -c "ALTER TABLE users DROP COLUMN phone"' in_production -c 'ALTER TABLE users DROP COLUMN phone'
must_succeed
publish_passes

begin 'Someone edits both databases by hand; what is read is equal, and a replay proves that it is wrong' proven
# shellcheck disable=SC2016
run 'psql "$DATABASE_URL_PROD" -c "ALTER TABLE users ADD COLUMN nickname text"' in_production -c 'ALTER TABLE users ADD COLUMN nickname text'
# shellcheck disable=SC2016
run 'psql "$DATABASE_URL" -c "ALTER TABLE users ADD COLUMN nickname text"' in_development -c 'ALTER TABLE users ADD COLUMN nickname text'
publish_passes
options=(-p:DbGuardProof=Replay)
publish_refused AMB6054 AMB6055 public.users.nickname

if grep -rqF -- "$CLUSTER_PASSWORD" "$results"; then
    fail "the password of the databases got into $results"
fi
printf '\nEvery step ended as told. What each wrote, and its log, is in %s:\n' "$results"
cd "$results"
find . -type f | sed 's|^\./|  |' | sort
