#!/bin/sh
# Everything that must hold before a change is taken.
set -eu
sh .ci/lint.sh
STEP_SHOWS=1 sh .ci/step.sh "Weaknesses, vulnerabilities, licences" .venv/bin/python .ci/scan.py
STEP_SHOWS=1 sh .ci/step.sh "Questionnaires" sh .ci/instruments.sh
echo "Next: every test, in $(($(nproc) + 1)) processes. They are collected first, which takes a minute without a dot."
workers=$(($(nproc) + 1)) # some wait for disks and for one another
ended=0
STEP_SHOWS=1 sh .ci/step.sh "Tests" .venv/bin/pytest -n "$workers" --dist worksteal -m "not long" --durations=15 -rfEs || ended=$?
[ "$ended" = 1 ] || exit "$ended"
# What failed beside the others is run once more by itself, and has to hold there: a browser that shares two cores with
# two more may be late. Whatever failed stands above.
STEP_SHOWS=1 sh .ci/step.sh "What failed, by itself" .venv/bin/pytest -m "not long" --last-failed --last-failed-no-failures none -rfEs
