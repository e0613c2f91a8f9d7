#!/bin/sh
# What `make test` runs: quiet while all is well, and the first failure ends it.
set -eu
cd "$(dirname "$0")/.."
ruff format --check --quiet .
ruff check --quiet .
mypy --no-error-summary .
pytest -n 2 "$@"
