#!/usr/bin/env bash
# Holds what is read of made-up migrations against the SQL that the real Alembic emits for them: build/operations-oracle.sh [COUNT [SEED]].
# Without arguments 5,000 migrations from a seed of the clock's. The first difference is printed with its seed.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/lib.sh

ensure_packages alembic
export AUTONOMOS_OPERATIONS_COUNT=${1:-5000} AUTONOMOS_OPERATIONS_SEED=${2:-$(($(date +%s) % 100000000))}
dotnet build tests/AutonomOS.Migrations.Tests --nologo --verbosity quiet
dotnet run --project tests/AutonomOS.Migrations.Tests --no-build -- -class '*The_real_Alembic_emits_the_same' -showLiveOutput
