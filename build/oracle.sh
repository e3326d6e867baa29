#!/usr/bin/env bash
# Holds the engine's reading of random Alembic histories against the real Alembic's: build/oracle.sh [COUNT [SEED]].
# Without arguments 2,000 histories from a seed of the clock's. The seed and what was compared are printed; a difference is shrunk.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/lib.sh

ensure_packages alembic
export AUTONOMOS_ORACLE_GRAPHS=${1:-2000} AUTONOMOS_ORACLE_SEED=${2:-$(($(date +%s) % 100000000))}
printf 'Comparing %s histories, seed %s ...\n' "$AUTONOMOS_ORACLE_GRAPHS" "$AUTONOMOS_ORACLE_SEED"
dotnet build tests/AutonomOS.Migrations.Tests --nologo --verbosity quiet
dotnet run --project tests/AutonomOS.Migrations.Tests --no-build -- -class '*The_real_Alembic_agrees' -showLiveOutput
