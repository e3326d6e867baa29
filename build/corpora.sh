#!/usr/bin/env bash
# Compares the schemas of public projects' tests, with pg_dump as the judge, and each of them with itself on servers of other majors:
# build/corpora.sh FOLDER... It prints counts for each folder, each case in which the comparison and the dumps do not agree, or that could not
# be asked, and what differs between servers or cannot be compared across them. The corpora are read in place:
#
#   git clone --depth 1 https://github.com/pgplex/pgschema && git clone --depth 1 https://github.com/sqldef/sqldef
#   git clone --depth 1 https://github.com/djrobstep/migra
#   build/corpora.sh pgschema/testdata sqldef/cmd/psqldef migra/tests/FIXTURES
set -euo pipefail
root=$(realpath "$(dirname "$0")/..")
. "$root/build/lib.sh"

[ $# -gt 0 ] || fail "say which folders; the first lines of this script say where they come from"
ensure_packages postgresql postgresql-contrib
"$root/build/servers.sh"
AUTONOMOS_CORPORA=
for folder in "$@"; do
    [ -d "$folder" ] || fail "there is no folder '$folder'"
    AUTONOMOS_CORPORA+=${AUTONOMOS_CORPORA:+:}$(realpath "$folder")
done
export AUTONOMOS_CORPORA
cd "$root"
dotnet build tests/AutonomOS.Migrations.Tests --nologo --verbosity quiet
dotnet run --project tests/AutonomOS.Migrations.Tests --no-build -- -class '*Public_corpora*' -showLiveOutput
