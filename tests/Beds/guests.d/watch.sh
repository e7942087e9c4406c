#!/usr/bin/env bash
# Runs in the guest: watch.ps1 watches while a program takes more memory than its node has. /run/foreign has when the kernel first counted that, in seconds of the clock; /run/end is there when the program has ended.
mkfifo /run/never && exec {never}<>/run/never
nap() { read -rt "$1" -u "$never"; }
foreign() { awk '$1 == "numa_foreign" { print $2 }' /sys/devices/system/node/node1/numastat; }

allocate() {
  until [ -e /run/ready ]; do nap 0.2; done
  nap 5
  foreign >/run/before
  # Without line ends tail keeps all that it reads.
  head -c 700M /dev/zero | numactl --cpunodebind=1 --preferred=1 tail >/dev/null &
  # The first hundred may be another program's.
  until [ "$(foreign)" -gt $(($(cat /run/before) + 100)) ]; do nap 0.2; done
  date +%s.%N >/run/foreign.new && mv /run/foreign.new /run/foreign
  wait
  : >/run/end
}

allocate &
# Beside node 1; node 0 alone is little for it, the kernel and what it reads: then the kernel only looks for memory.
numactl --cpunodebind=0 --membind=0,2,3 dotnet "$SHELL_DLL" "& '$BED/watch.ps1'"
status=$?
kill $! 2>/dev/null
exit $status
