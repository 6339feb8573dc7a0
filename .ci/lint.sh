#!/bin/sh
# Format, lint, types, directions of import, dependencies, templates, style sheets: all must hold.
set -eu
bin=.venv/bin
$bin/ruff format --check .
$bin/ruff check .
$bin/mypy
$bin/lint-imports --no-cache
$bin/deptry .
$bin/djlint templates --lint --quiet
$bin/python .ci/format_css.py
