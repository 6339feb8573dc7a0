#!/bin/sh
# Everything that must hold before a change is taken.
set -eu
sh .ci/lint.sh
.venv/bin/python .ci/scan.py
sh .ci/instruments.sh
workers=$(($(nproc) + 1)) # some wait for disks and for one another
ended=0
.venv/bin/pytest -n "$workers" --dist worksteal -m "not long" --durations=15 -rs || ended=$?
[ "$ended" = 1 ] || exit "$ended"
# What failed beside the others is run once more by itself, and has to hold there: a browser that shares two cores with
# two more may be late. Whatever failed stands above.
.venv/bin/pytest -m "not long" --last-failed --last-failed-no-failures none -rs
