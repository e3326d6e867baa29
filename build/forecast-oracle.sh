#!/usr/bin/env bash
# Holds what is forecast of made-up migrations against what the real Alembic does with them on copies of a made-up production:
# build/forecast-oracle.sh [COUNT [SEED]]. Without arguments 2,000 migrations from a seed of the clock's. Each that is not as forecast is
# printed with its seed.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/lib.sh

ensure_packages alembic python3-psycopg2 postgresql
export AUTONOMOS_FORECAST_COUNT=${1:-2000} AUTONOMOS_FORECAST_SEED=${2:-$(($(date +%s) % 100000000))}
dotnet build tests/AutonomOS.Migrations.Tests --nologo --verbosity quiet
dotnet run --project tests/AutonomOS.Migrations.Tests --no-build -- -class '*What_Alembic_does_was_forecast' -showLiveOutput
