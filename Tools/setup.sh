#!/usr/bin/env bash
# Makes what the checks need, and only what is not there yet: Debian packages and .venv with the pinned Python packages.
#   Tools/setup.sh          for the tests: a browser, fonts, Python, a PostgreSQL server that the tests start themselves
#   Tools/setup.sh build    only what the program is built with
#   Tools/setup.sh bench    for the measurements as well: wrk and nginx
set -euo pipefail
cd "$(dirname "$0")/.."

has() { command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ]; }
missing=()
command -v swift >/dev/null || { echo "setup: Swift 6.1 or newer is needed first: https://www.swift.org/install" >&2; exit 2; }
[ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
[ -e /usr/include/sqlite3.h ] || missing+=(libsqlite3-dev)
[ -e /usr/include/postgresql/libpq-fe.h ] || missing+=(libpq-dev)
if [ "${1:-}" != build ]; then
    has python3 && python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3 python3-venv)
    has chromium || missing+=(chromium)
    has openssl || missing+=(openssl)
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
    [ -d /usr/share/fonts/truetype ] || missing+=(fonts-dejavu-core)
fi
if [ "${1:-}" = bench ]; then
    has wrk || missing+=(wrk)
    has nginx || missing+=(nginx-light)
fi

if [ ${#missing[@]} -gt 0 ]; then
    echo "setup: installs ${missing[*]}"
    if ! command -v apt-get >/dev/null; then
        echo "setup: this is no Debian; install these yourself: ${missing[*]}" >&2
        exit 2
    fi
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    # Run level 1 keeps a freshly installed nginx from starting on its own.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

[ "${1:-}" != build ] || exit 0
if ! cmp -s Tools/requirements.txt .venv/requirements.txt; then
    echo "setup: makes .venv with the packages of Tools/requirements.txt"
    [ -x .venv/bin/python ] || python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement Tools/requirements.txt
    cp Tools/requirements.txt .venv/requirements.txt
fi
