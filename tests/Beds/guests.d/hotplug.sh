#!/usr/bin/env bash
# Runs in the guest: takes processors and blocks of memory away and gives them back while hotplug.ps1 polls. /run/toggled has each step before it
# is done, and then whether the kernel did it.
mkfifo /run/never && exec {never}<>/run/never
nap() { read -rt "$1" -u "$never"; }
set_to() { # set_to VALUE FILE…
  local value=$1 file; shift
  for file; do
    [ -e "$file" ] || continue
    echo "$file $value"
    if echo "$value" >"$file"; then echo "done $file"; else echo "refused $file"; fi
  done
}

toggle() {
  cd /sys/devices/system || return
  until [ -e /run/ready ]; do nap 0.2; done
  # From here on, what comes goes online by itself, and so that it can go again.
  echo online_movable >memory/auto_online_blocks
  set_to online_movable memory/memory*/state
  while :; do
    # Nothing is left of cell 2, neither processors nor memory.
    set_to offline node/node2/memory*/state; set_to 0 cpu/cpu{4,5,6,7}/online; nap 1
    set_to 1 cpu/cpu{7,6,5,4}/online; set_to online_movable node/node2/memory*/state; nap 0.5
    for cpu in 1 4 2 5 3 6 7; do
      set_to 0 "cpu/cpu$cpu/online"; nap 0.2; set_to 1 "cpu/cpu$cpu/online"; nap 0.1
    done
    for block in node/node[12]/memory*; do
      set_to offline "$block/state"; nap 0.2; set_to online_movable "$block/state"; nap 0.1
    done
  done
}

toggle >/run/toggled 2>/dev/null &
# Its own memory is where none goes: the kernel tries without end to empty a block that a program is at work in.
numactl --membind=0 dotnet "$SHELL_DLL" "& '$BED/hotplug.ps1'"
status=$?
kill $!
exit $status
