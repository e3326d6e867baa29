#!/usr/bin/env bash
# Runs every test, installing what the tests need. The last line of output is "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."
. build/lib.sh

ensure_packages git postgresql alembic python3-psycopg2 pgbouncer
./build/servers.sh

# The tests clone this repository, which may belong to another user; and its output is read below, so it has to be plain and English.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
export DOTNET_CLI_UI_LANGUAGE=en

rm -rf artifacts/test
mkdir -p artifacts/test
dotnet build --nologo --verbosity quiet

passed=0
failed=0
for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    log=artifacts/test/$name.log
    echo "== $name"
    code=0
    # The engine's own tests are those that are held to cover it: to count lines takes time, in each process that a test starts.
    coverage=()
    if [ "$name" = AutonomOS.Migrations.Tests ]; then
        coverage=(--coverage --coverage-output "$name.cobertura.xml" --coverage-output-format cobertura --coverage-settings build/coverage.xml)
    fi
    dotnet test --project "$project" --no-build --no-ansi --results-directory artifacts/test "${coverage[@]}" >"$log" 2>&1 || code=$?
    grep -vE '^Running tests from|artifacts produced|cobertura.xml$' "$log" || true
    succeeded=$(sed -nE 's/^ *succeeded: *([0-9]+)$/\1/p' "$log" | tail -n 1)
    broken=$(sed -nE 's/^ *failed: *([0-9]+)$/\1/p' "$log" | tail -n 1)
    skipped=$(sed -nE 's/^ *skipped: *([0-9]+)$/\1/p' "$log" | tail -n 1)
    # A run that told no numbers, ran nothing, died, or skipped a test is a failure.
    if [ "${succeeded:-0}" = 0 ] || { [ "$code" != 0 ] && [ "${broken:-0}" = 0 ]; }; then broken=$((${broken:-0} + 1)); fi
    passed=$((passed + ${succeeded:-0}))
    failed=$((failed + ${broken:-0} + ${skipped:-0}))
done

covered=artifacts/test/AutonomOS.Migrations.Tests.cobertura.xml
if [ -f "$covered" ]; then
    rate=$(sed -nE 's/.*<package line-rate="([0-9.]+)"[^>]* name="AutonomOS\.Migrations".*/\1/p' "$covered" | head -n 1)
    awk -v rate="${rate:-0}" 'BEGIN { printf "Engine line coverage: %.1f%% (floor: 90%%)\n", rate * 100; exit rate < 0.9 }' || failed=$((failed + 1))
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
