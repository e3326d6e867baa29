#!/bin/sh
# Brings the database to the newest revision before the application starts, or does not start it:
#
#   ./start-migrations.sh dotnet Shop.dll
#
# Put here by AutonomOS.Migrations.Build (DbStartScript). Runs the team's own Alembic behind the lock that DbUpgrade takes, too: of several
# instances that start at once one migrates, the others wait for it. DISABLE_AUTO_MIGRATIONS=true (1, yes, on) leaves the schema alone.
# There is no guard here: it ran when this was published.
#
# From the environment: the database's URL; ALEMBIC_DIRECTORY, the folder that Alembic is run in (this script's own, when not set);
# ALEMBIC_PYTHON, a Python that has Alembic and psycopg or psycopg2 (found when not set).
set -eu

directory=${ALEMBIC_DIRECTORY:-$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)}

say() {
    printf '%s\n' "start-migrations: $*" >&2
}

migrate() {
    if [ -n "${ALEMBIC_PYTHON:-}" ]; then
        "$ALEMBIC_PYTHON" -c "$program"
    elif [ -x .venv/bin/python ]; then
        .venv/bin/python -c "$program"
    elif [ -f uv.lock ] && command -v uv >/dev/null; then
        uv run python -c "$program"
    elif [ -f poetry.lock ] && command -v poetry >/dev/null; then
        poetry run python -c "$program"
    else
        for python in python python3 /usr/bin/python3; do
            if "$python" -c 'import alembic.__main__' 2>/dev/null; then
                "$python" -c "$program"
                return
            fi
        done
        say "no Python here has Alembic: install it, or name one with ALEMBIC_PYTHON"
        return 1
    fi
}

program=$(cat <<'PYTHON'
import os
import re
import subprocess
import sys
import time

KEY = @Key@
PREFIX = @RunName@
VARIABLE = @UrlVariable@
TARGET = @UpgradeTarget@
TABLE = @VersionTable@
OPTIONS = [@Options@]
WAIT = @Wait@
STATEMENT_WAIT = @StatementWait@


def say(text):
    print("start-migrations: " + text, file=sys.stderr, flush=True)


def fail(text):
    say(text)
    sys.exit(1)


def connect(url):
    # libpq knows no driver; asyncpg's ssl= is its sslmode=.
    url = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql://", url.strip())
    url = re.sub(r"(?<=[?&])ssl=", "sslmode=", url)
    try:
        import psycopg as driver
    except ImportError:
        try:
            import psycopg2 as driver
        except ImportError:
            fail("the Python that has Alembic has neither psycopg nor psycopg2, one of which takes the lock: install one")
    try:
        connection = driver.connect(url, application_name="start-migrations.sh")
    except driver.Error:
        fail("the database that " + VARIABLE + " names cannot be reached, or refused the login")
    connection.autocommit = True
    return connection


def ask(connection, statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def take_lock(connection):
    # Never waited for on the server: a CREATE INDEX CONCURRENTLY of the one that migrates would wait for that statement. The lock is held by a
    # transaction, because a pooler may hand each transaction another session; it has no snapshot, so nobody waits for it.
    began = time.monotonic()
    told = None
    while True:
        ask(connection, "BEGIN")
        ask(
            connection, "select set_config(name, '0', true) from pg_settings"
            " where name in ('idle_in_transaction_session_timeout', 'transaction_timeout')")
        if ask(
            connection,
            "select case when exists (select from pg_stat_activity where datname = current_database() and starts_with(application_name, %s))"
            " then false else pg_try_advisory_xact_lock(%s) end", PREFIX, KEY)[0][0]:
            # In a transaction a driver may leave its last query open, and the snapshot with it; SHOW takes none.
            ask(connection, "SHOW server_version")
            return
        ask(connection, "ROLLBACK")
        rows = ask(
            connection,
            "select concat_ws(', ', 'process ' || a.pid, 'role ' || a.usename, 'application ' || a.application_name,"
            " 'since ' || date_trunc('second', a.backend_start)) from pg_stat_activity a"
            " where a.datname = current_database() and (starts_with(a.application_name, %s) or exists (select from pg_locks l"
            " where l.pid = a.pid and l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.database = a.datid"
            " and l.classid::bigint = %s >> 32 and l.objid::bigint = %s & 4294967295)) order by a.pid", PREFIX, KEY, KEY)
        holders = "; ".join(row[0] for row in rows)
        if holders and told is None:
            told = holders
            say("waiting for another migration: " + holders)
        if time.monotonic() - began > WAIT:
            fail("another migration did not end within %d seconds: %s" % (WAIT, told))
        time.sleep(0.3)


def alembic(arguments, **more):
    return subprocess.Popen([sys.executable, "-m", "alembic"] + OPTIONS + arguments, stdin=subprocess.DEVNULL, **more)


def upgrade(connection):
    environment = dict(os.environ)
    environment["PGAPPNAME"] = PREFIX + os.urandom(8).hex()
    environment["PGOPTIONS"] = (environment.get("PGOPTIONS", "") + " -c lock_timeout=%d" % (STATEMENT_WAIT * 1000)).strip()
    process = alembic(["upgrade", TARGET], env=environment)
    while True:
        try:
            return process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            try:
                ask(connection, "SHOW server_version")
            except Exception:
                process.kill()
                process.wait()
                fail("the connection that held the migration lock was lost, so Alembic was stopped")


def main():
    if not os.environ.get(VARIABLE, "").strip():
        fail(VARIABLE + " is not set: there is no database to migrate")
    connection = connect(os.environ[VARIABLE])
    take_lock(connection)
    code = upgrade(connection)
    if code != 0:
        fail("alembic upgrade %s ended with exit code %d: its own message stands above" % (TARGET, code))

    # Exit code 0 proves nothing: Alembic can end well having committed nothing.
    with alembic(["heads"], stdout=subprocess.PIPE, universal_newlines=True) as process:
        heads = {line.split()[0] for line in process.stdout if "(head)" in line}
    rows = {row[0] for row in ask(connection, "select version_num from " + TABLE)}
    if process.returncode != 0 or rows != heads:
        fail("alembic upgrade %s ended well, and yet the database is at %s and not at %s: does env.py read %s, and does it commit?"
             % (TARGET, ", ".join(sorted(rows)) or "nothing", ", ".join(sorted(heads)) or "nothing", VARIABLE))
    say("the database is at " + ", ".join(sorted(rows)))


main()
PYTHON
)

case $(printf %s "${DISABLE_AUTO_MIGRATIONS:-}" | tr '[:upper:]' '[:lower:]' | tr -d '[:space:]') in
    true | 1 | yes | on)
        say "*** DISABLE_AUTO_MIGRATIONS is on: the schema is left alone. Remove it when the emergency is over. ***"
        ;;
    *)
        if ! (cd -- "$directory" && migrate); then
            say "*** the migrations FAILED: the application is not started ***"
            exit 1
        fi
        ;;
esac

if [ $# -gt 0 ]; then
    exec "$@"
fi
