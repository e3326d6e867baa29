#!/usr/bin/env bash
# Reads every upgrade() below some folders and says what share of the operations is read in full: build/operations.sh FOLDER...
# One line a folder, and below it what is not read, most frequent first.
set -euo pipefail
[ $# -gt 0 ] || { sed -n '2,3s/^# //p' "$0" >&2; exit 1; }
folders=
for folder in "$@"; do folders=${folders:+$folders:}$(realpath "$folder"); done
cd "$(dirname "$0")/.."

dotnet build tests/AutonomOS.Migrations.Tests --nologo --verbosity quiet
AUTONOMOS_OPERATIONS=$folders dotnet run --project tests/AutonomOS.Migrations.Tests --no-build -- -class '*What_is_read_of_whole_folders' -showLiveOutput
