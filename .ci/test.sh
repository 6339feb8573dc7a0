#!/bin/sh
# Everything that must hold before a change is taken.
set -eu
sh .ci/lint.sh
sh .ci/instruments.sh
.venv/bin/pytest -n auto -m "not long"
