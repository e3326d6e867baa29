#!/usr/bin/env bash
# Do the tests notice a catalog query that says less? build/mutants.sh [KIND;KIND...]: without arguments those of every kind. A query
# without one of its columns, without a condition, with a join that loses rows, with another word for a state, with a list in another order.
# It prints what no test of the tables of changes noticed, and fails where that is a column.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/lib.sh

ensure_packages postgresql
./build/servers.sh
export AUTONOMOS_MUTANTS=${1:-*}
dotnet build tests/AutonomOS.Migrations.Tests --nologo --verbosity quiet
dotnet run --project tests/AutonomOS.Migrations.Tests --no-build -- -class '*Mutants_of_the_queries' -showLiveOutput
