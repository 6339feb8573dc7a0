#!/bin/sh
# Everything that must hold before a change is taken.
set -eu
sh .ci/lint.sh
sh .ci/instruments.sh
workers=$(($(nproc) + 1)) # some wait for disks and for one another
.venv/bin/pytest -n "$workers" -m "not long" --durations=15 -rs
