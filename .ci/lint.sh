#!/bin/sh
# Format, lint, types, directions of import, templates: all must hold.
set -eu
bin=.venv/bin
$bin/ruff format --check .
$bin/ruff check .
$bin/mypy
$bin/lint-imports --no-cache
$bin/djlint templates --lint --quiet
