# What the beds share: how they say that they cannot run, and what was found.
# shellcheck shell=bash
passed=0 failed=0

cannot() { echo "The bed ${0##*/} was skipped: $1."; exit 77; }

# build_shell: sets $shell.
build_shell() {
  local said
  said=$(dotnet build tools/Shell -v quiet -nologo 2>&1) || { echo "$said"; exit 1; }
  shell=$PWD/tools/Shell/bin/Debug/net10.0/Shell.dll
}

# verdict WHAT OUTPUT: by the exit status of what ran before.
verdict() {
  if [ $? -eq 0 ]; then echo "ok: $1"; passed=$((passed + 1)); else echo "FAILED: $1"; echo "$2"; failed=$((failed + 1)); fi
}

# expect WHAT PATTERN OUTPUT
expect() { grep -q -- "$2" <<<"$3"; verdict "$1" "$3"; }

# same WHAT THEIRS OURS
same() { [ -n "$2" ] && [ "$2" = "$3" ]; verdict "$1" "$(printf 'one:\n%s\nthe other:\n%s\n' "$2" "$3")"; }
