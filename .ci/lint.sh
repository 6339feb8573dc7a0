#!/bin/sh
# Format, lint, types, directions of import, dependencies, templates, style sheets: all must hold.
set -eu
bin=.venv/bin
sh .ci/step.sh "Format of Python" $bin/ruff format --check .
sh .ci/step.sh "Lint of Python" $bin/ruff check .
sh .ci/step.sh "Types (mypy, a few minutes the first time)" $bin/mypy
sh .ci/step.sh "Directions of import" $bin/lint-imports --no-cache
sh .ci/step.sh "Dependencies" $bin/deptry .
sh .ci/step.sh "Templates" $bin/djlint templates --lint --quiet
sh .ci/step.sh "Style sheets" $bin/python .ci/format_css.py
