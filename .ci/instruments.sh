#!/bin/sh
# Every published instrument, written out anew, must be the file that is published, byte for byte.
set -eu
bin=$(pwd)/.venv/bin
WEAVING_HOME=$(mktemp -d)
export WEAVING_HOME
trap 'rm -rf "$WEAVING_HOME"' EXIT
$bin/weaving migrate >/dev/null
for folder in instruments/published/*/; do
  for file in "$folder"[0-9]*.toml; do
    number=$(basename "$file" .toml)
    case $number in *.*) continue ;; esac # the words of a translation
    $bin/weaving instrument export "$(basename "$folder")/$number" --output "$WEAVING_HOME/out.toml" >/dev/null
    cmp "$WEAVING_HOME/out.toml" "$file"
  done
done
