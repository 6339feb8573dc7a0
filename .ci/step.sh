#!/bin/sh
# step.sh NAME COMMAND...: one step of setting up or of checking. Its name is said, every few seconds without a word that
# it goes on, and at the end how long it took. What the command says is shown where it fails, or as it comes with
# STEP_SHOWS=1.
set -eu
name=$1
shift
every=6
began=$(date +%s)
kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT
said=$kept/said
: >"$said"
echo "· $name"
if [ "${STEP_SHOWS:-}" = 1 ]; then
  ({ "$@" 2>&1 || echo $? >"$kept/failed"; } | tee "$said") &
else
  ("$@" >"$said" 2>&1 </dev/null || echo $? >"$kept/failed") &
fi
step=$!
last=$began
size=0
while kill -0 "$step" 2>/dev/null; do
  sleep 1
  now=$(date +%s)
  if [ "${STEP_SHOWS:-}" = 1 ] && [ "$(wc -c <"$said")" -gt "$size" ]; then
    size=$(wc -c <"$said")
    last=$now
  fi
  if [ $((now - last)) -ge "$every" ]; then
    echo "  $name: $((now - began)) s so far"
    last=$now
  fi
done
wait "$step" || true
took=$(($(date +%s) - began))
if [ -e "$kept/failed" ]; then
  [ "${STEP_SHOWS:-}" = 1 ] || cat "$said" >&2
  echo "  $name: failed after $took s" >&2
  exit "$(cat "$kept/failed")"
fi
echo "  $name: done in $took s"
