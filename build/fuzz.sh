#!/usr/bin/env bash
# Feeds the readers of revision files, configurations, histories and SQL what nobody would write: build/fuzz.sh [INPUTS [SEED]].
# Without arguments a million inputs from a seed of the clock's. What throws is told with the seed that makes it again.
set -euo pipefail
cd "$(dirname "$0")/.."

export AUTONOMOS_FUZZ_INPUTS=${1:-1000000} AUTONOMOS_FUZZ_SEED=${2:-$(($(date +%s) % 100000000))}
printf '%s inputs, seed %s ...\n' "$AUTONOMOS_FUZZ_INPUTS" "$AUTONOMOS_FUZZ_SEED"
dotnet build tests/AutonomOS.Migrations.Tests --nologo --verbosity quiet
dotnet run --project tests/AutonomOS.Migrations.Tests --no-build -- -class '*Whatever_is_in_a_file' -diagnostics
