#!/usr/bin/env bash
# build/kill.sh [COUNT]: kills the build with signal 9 at random moments of a replay, a stamp and an upgrade, COUNT times each (17 without
# one, so some 50 in all), and looks at what is left.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/lib.sh

ensure_packages alembic python3-psycopg2 postgresql
export AUTONOMOS_KILLS=${1:-17}
dotnet build tests/AutonomOS.Migrations.Build.Tests --nologo --verbosity quiet
dotnet run --project tests/AutonomOS.Migrations.Build.Tests --no-build -- -class '*Killed_at_random_moments' -showLiveOutput
