#!/bin/sh
# What Debian 13 or Ubuntu must have beside Python packages, for a purpose (run or test); installed where we may, or named.
set -eu
purpose=${1:-test}
wanted="python3-venv libpangoft2-1.0-0 libharfbuzz-subset0"
[ "$purpose" = run ] || wanted="$wanted poppler-utils nginx-light openssl"
# Ubuntu packs chromium as a snap, which not every machine can run: install.sh takes another one there.
[ "$purpose" = run ] || grep -q '^ID=ubuntu' /etc/os-release || wanted="$wanted chromium"
missing=""
for package in $wanted; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
install="apt-get update && apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  sh .ci/step.sh "List of system packages" apt-get update -q
  # shellcheck disable=SC2086
  sh .ci/step.sh "System packages:$missing" apt-get install -y -q --no-install-recommends $missing
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  sh .ci/step.sh "System packages:$missing" sudo sh -c "DEBIAN_FRONTEND=noninteractive $install"
else
  printf 'Some system packages are missing. Please run:\n\n    sudo sh -c "%s"\n\nand then the same make command again.\n' "$install" >&2
  exit 1
fi
