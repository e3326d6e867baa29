# shellcheck shell=bash
# What the scripts of this folder share: Debian packages, and throw-away PostgreSQL clusters. Source it; it runs nothing by itself.

# Says what went wrong and ends the script.
fail() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 1
}

# Installs the Debian packages given that are not there. Without the right to install, says what to install.
ensure_packages() {
    local package missing=()
    for package in "$@"; do
        if [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) != installed ]]; then
            missing+=("$package")
        fi
    done
    if [[ ${#missing[@]} -eq 0 ]]; then
        return
    fi
    if [[ $(id -u) -ne 0 ]]; then
        fail "please install what is missing: sudo apt-get install -y ${missing[*]}"
    fi
    printf 'Installing %s ...\n' "${missing[*]}"
    {
        # One of several sources may be out of reach without the packages being so: the installation decides.
        apt-get update -qq || true
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
    } >/dev/null || fail "apt-get install ${missing[*]} failed"
}

# Sets PGBIN to a folder of PostgreSQL server binaries: as given, or the newest of Debian's, or installed now.
ensure_postgres() {
    if [[ -z ${PGBIN:-} ]]; then
        PGBIN=$(newest_postgres)
    fi
    if [[ -z $PGBIN ]]; then
        ensure_packages postgresql
        PGBIN=$(newest_postgres)
    fi
    [[ -x $PGBIN/initdb ]] || fail "there are no PostgreSQL server binaries in '$PGBIN'"
    export PGBIN
    if ! command -v psql >/dev/null; then
        ensure_packages postgresql-client
    fi
}

newest_postgres() {
    local candidate
    for candidate in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t / -k 5 -rn); do
        if [[ -x $candidate/initdb ]]; then
            printf '%s\n' "$candidate"
            return
        fi
    done
}

# The server refuses to run as root: as root, everything of the server runs as an unprivileged user.
as_server_user() {
    if [[ $(id -u) -ne 0 ]]; then
        (cd / && "$@")
    else
        (cd / && runuser -u "$(server_user)" -- "$@")
    fi
}

server_user() {
    if id postgres >/dev/null 2>&1; then
        printf 'postgres\n'
    else
        printf 'nobody\n'
    fi
}

# start_cluster DIR: makes a cluster in DIR and starts it on a loopback port and on a Unix socket in DIR.
# Sets CLUSTER_PORT, and CLUSTER_PASSWORD, that of the superuser "postgres". It keeps nothing safe: no fsync.
start_cluster() {
    local dir=$1 attempt
    CLUSTER_PASSWORD=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
    mkdir -p "$dir"
    printf '%s' "$CLUSTER_PASSWORD" >"$dir/password"
    chmod 700 "$dir"
    if [[ $(id -u) -eq 0 ]]; then
        chown -R "$(server_user)" "$dir"
    fi
    as_server_user "$PGBIN/initdb" -D "$dir/data" -U postgres --pwfile="$dir/password" \
        --auth-local=trust --auth-host=scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync >"${dir}.log" 2>&1 \
        || fail "initdb failed: $(tail -n 1 "${dir}.log")"
    for attempt in 1 2 3 4 5; do
        CLUSTER_PORT=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
        # Output of the server must not go to our pipes: a server holds them open after we are gone.
        if as_server_user "$PGBIN/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 30 start -o "-p $CLUSTER_PORT \
            -c listen_addresses=127.0.0.1 -c unix_socket_directories='$dir' -c fsync=off \
            -c full_page_writes=off -c synchronous_commit=off" >"${dir}.log" 2>&1; then
            return
        fi
        # The port was somebody else's, most likely: try another.
    done
    fail "PostgreSQL did not start after $attempt attempts: $(as_server_user tail -n 1 "$dir/server.log")"
}

# stop_cluster DIR: stops the cluster, if it runs, and removes DIR.
stop_cluster() {
    local dir=$1
    if [[ -f $dir/data/postmaster.pid ]]; then
        as_server_user "$PGBIN/pg_ctl" -D "$dir/data" -m immediate -w -t 30 stop >/dev/null 2>&1 || true
    fi
    rm -rf "$dir" "${dir}.log"
}

# cluster_sql DIR DATABASE [psql arguments]: runs SQL as superuser, from standard input unless -c or -f says otherwise.
cluster_sql() {
    local dir=$1 database=$2
    shift 2
    PGOPTIONS='-c client_min_messages=warning' psql -X -q -v ON_ERROR_STOP=1 -h "$dir" -p "$CLUSTER_PORT" -U postgres -d "$database" "$@"
}
