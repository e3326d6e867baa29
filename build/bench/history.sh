# shellcheck shell=bash disable=SC2154 # work and runs are bench.sh's
# DbHistory against the real `alembic heads`, as whole processes, on 500 and on 5,000 revision files.

# write_history FOLDER COUNT: an Alembic environment of one line of revisions, as `alembic revision` writes them.
write_history() {
    mkdir -p "$1/migrations/versions"
    printf '[alembic]\nscript_location = %%(here)s/migrations\n' >"$1/alembic.ini"
    printf '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="AutonomOS.Migrations.Build" Version="*" /></ItemGroup></Project>\n' >"$1/app.csproj"
    awk -v folder="$1/migrations/versions" -v count="$2" 'BEGIN {
        for (n = 1; n <= count; n++) {
            id = sprintf("%012x", n * 7919); down = n == 1 ? "None" : sprintf("\047%012x\047", (n - 1) * 7919); file = folder "/" id "_step.py"
            printf "\"\"\"step %d\n\nRevision ID: %s\nRevises: %s\nCreate Date: 2026-01-02 03:04:05.678901\n\n\"\"\"\n", n, id, down > file
            printf "from typing import Sequence, Union\n\nfrom alembic import op\nimport sqlalchemy as sa\n\n\n" > file
            printf "# revision identifiers, used by Alembic.\nrevision: str = \047%s\047\n", id > file
            printf "down_revision: Union[str, Sequence[str], None] = %s\n", down > file
            printf "branch_labels: Union[str, Sequence[str], None] = None\ndepends_on: Union[str, Sequence[str], None] = None\n\n\n" > file
            printf "def upgrade() -> None:\n    op.create_table(\n        \047t%d\047,\n        sa.Column(\047id\047, sa.Integer(), nullable=False),\n", n > file
            printf "        sa.Column(\047name\047, sa.String(length=40), nullable=True),\n        sa.PrimaryKeyConstraint(\047id\047),\n    )\n\n\n" > file
            printf "def downgrade() -> None:\n    op.drop_table(\047t%d\047)\n", n > file
            close(file)
        }
    }'
}

bench_history() {
    local count folder ours theirs engine
    ensure_packages alembic
    for count in 500 5000; do
        folder=$work/history-$count
        write_history "$folder" "$count"
        (cd "$folder" && dotnet restore --verbosity quiet && /usr/bin/python3 -m alembic heads) >"$work/command.log" 2>&1 || fail "$(tail -n 1 "$work/command.log")"
        for ((run = 1; run <= runs; run++)); do
            (cd "$folder" && milliseconds dotnet msbuild -t:DbHistory -v:normal) >>"$work/ours-$count.ms"
            sed -nE 's/.*Read the migration files in ([0-9]+) ms.*/\1/p' "$work/command.log" >>"$work/engine-$count.ms"
            (cd "$folder" && milliseconds /usr/bin/python3 -m alembic heads) >>"$work/theirs-$count.ms"
        done
        ours=$(median "$work/ours-$count.ms") theirs=$(median "$work/theirs-$count.ms") engine=$(median "$work/engine-$count.ms")
        awk -v count="$count" -v ours="$ours" -v theirs="$theirs" -v engine="$engine" 'BEGIN {
            printf "%d revision files (medians): dotnet msbuild -t:DbHistory %d ms, of which the engine reads for %d ms; alembic heads %d ms\n", count, ours, engine, theirs
            printf "alembic heads takes %.2f times as long as the whole build, and %.1f times as long as the engine\n", theirs / ours, theirs / engine
        }'
    done
}
