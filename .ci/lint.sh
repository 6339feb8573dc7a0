#!/bin/sh
# Format, lint, types, directions of import, dependencies, templates, style sheets: all must hold. Each is looked at, also
# after one that did not; what failed is named at the end.
set -u
bin=.venv/bin
failed=
look() {
  sh .ci/step.sh "$@" || failed="$failed
  $1"
}
look "Format of Python (\`make format\` mends it)" $bin/ruff format --check .
look "Lint of Python" $bin/ruff check .
look "Types (mypy, a few minutes the first time)" $bin/mypy
look "Directions of import" $bin/lint-imports --no-cache
look "Dependencies" $bin/deptry .
look "Templates" $bin/djlint templates --lint --quiet
look "Style sheets (\`make format\` mends them)" $bin/python .ci/format_css.py
[ -z "$failed" ] || { echo "These do not hold; what each says stands above:$failed" >&2; exit 1; }
