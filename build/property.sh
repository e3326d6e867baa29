#!/usr/bin/env bash
# Compares random schemas with what pg_dump and psql make of them, with themselves changed in one place, and with themselves on servers of
# other majors: build/property.sh [COUNT [SEED]]. Without arguments 2,000 schemas from a seed of the clock's. What shows a difference that it
# should not is printed with its seed.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/lib.sh

ensure_packages postgresql postgresql-contrib
./build/servers.sh
export AUTONOMOS_SCHEMAS=${1:-2000} AUTONOMOS_SCHEMAS_SEED=${2:-$(($(date +%s) % 100000000))}
printf '%s schemas, seed %s ...\n' "$AUTONOMOS_SCHEMAS" "$AUTONOMOS_SCHEMAS_SEED"
dotnet build tests/AutonomOS.Migrations.Tests --nologo --verbosity quiet
dotnet run --project tests/AutonomOS.Migrations.Tests --no-build -- -class '*Restored_and_mutated' -class '*Random.Servers_of_different_majors' -showLiveOutput
