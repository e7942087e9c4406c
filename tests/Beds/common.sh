# What the beds share: how they say that they cannot run, and what was found.
# shellcheck shell=bash
passed=0 failed=0 skipped=0

cannot() { echo "The bed ${0##*/} was skipped: $1."; exit 77; }

# skip WHAT: a part that cannot run here, and why; where nothing may be skipped that is a failure.
skip() {
  echo "skipped: $1"; skipped=$((skipped + 1))
  [ -z "${NUMA_TEST_STRICT:-}" ] || { echo "FAILED: under NUMA_TEST_STRICT nothing may be skipped"; failed=$((failed + 1)); }
}

# from_debian PACKAGE…: installs what is missing of them, and starts none of their services; fails where that cannot be.
from_debian() {
  local status policy=/usr/sbin/policy-rc.d
  # Of a package that was never there dpkg-query fails, and says so in a line.
  grep -qvx installed <<<"$(dpkg-query -W -f '${db:Status-Status}\n' "$@" 2>&1)" || return 0
  # An installation asks this file before it starts a service. One that is there stays.
  if [ -e "$policy" ]; then policy=; else { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"; } 2>/dev/null; fi
  { timeout 300 apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1
  status=$?
  [ -z "$policy" ] || rm -f "$policy"
  return "$status"
}

# build_shell: sets $shell.
build_shell() {
  local said
  said=$(dotnet build tools/Shell -v quiet -nologo 2>&1) || { echo "$said"; exit 1; }
  shell=$PWD/tools/Shell/bin/Debug/net10.0/Shell.dll
}

# verdict WHAT OUTPUT COMMAND…: ok when the command says so; otherwise the output is shown.
verdict() {
  if "${@:3}"; then echo "ok: $1"; passed=$((passed + 1)); else echo "FAILED: $1"; echo "$2"; failed=$((failed + 1)); fi
}

# expect WHAT PATTERN OUTPUT
expect() { verdict "$1" "$3" grep -q -- "$2" <<<"$3"; }

# same WHAT THEIRS OURS: and something was said.
same() { verdict "$1" "${2:-nothing}"$'\n-- but here --\n'"$3" [ "${2:-nothing}" = "$3" ]; }
