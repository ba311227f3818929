#!/usr/bin/env bash
# Resolve pyproject.toml into the locks, with hashes and without an index address. Needs `uv`.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
  uv pip compile -q "${@:2}" --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-annotate --no-header --overrides requirements/overrides.txt -o "requirements/$1.lock"
}
lock kiosk  pyproject.toml --extra kiosk --extra sync
lock office pyproject.toml --extra office --extra sandbox
lock demo   pyproject.toml --extra kiosk --extra sync --extra office --extra virtual
lock dev    pyproject.toml --extra kiosk --extra sync --extra office --extra sandbox --extra virtual --extra dev
echo "setuptools>=77" | lock build -
