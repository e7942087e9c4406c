# systemd: the drop-in is read by its own parser, over a unit that has lists of its own, and obeyed by a manager of the bed.
# shellcheck shell=bash disable=SC2154,SC2016,SC2174
units=$out/units
mkdir -p "$units/placed.service.d" && cat >"$units/placed.service" <<END
[Unit]
DefaultDependencies=no
[Service]
Type=oneshot
CPUAffinity=0 5
NUMAPolicy=interleave
NUMAMask=0 4
ExecStart=/bin/sh "$out/ask" "$out/unit.said"
END
# systemd would not have the quotes and dollars of the command line in a unit as they are.
printf '{ %s; } >"$1"\n' "$ask" >"$out/ask"
# The same unit for each memory policy, which says into a file of its own.
for policy in preferred interleave local; do
  mkdir "$units/placed-$policy.service.d" && said "here-$policy.systemd" >"$units/placed-$policy.service.d/numa.conf"
  sed "s|/unit.said|/unit-$policy.said|" "$units/placed.service" >"$units/placed-$policy.service"
done
if command -v systemd-analyze >/dev/null && [ -x /lib/systemd/systemd ]; then
  for name in one-cell memory-cell far-cells no-memory one-cell-preferred memory-cell-interleave one-cell-local; do
    said "$name.systemd" >"$units/placed.service.d/numa.conf"
    complaint=$(SYSTEMD_UNIT_PATH=$units: systemd-analyze verify placed.service 2>&1)
    verdict "systemd-analyze has nothing to say of $name" "$complaint" test -z "$complaint"
    # As another user, because the manager does not test for root. It writes lists with blanks, and a run of two as a range as we do.
    read_=$(setpriv --reuid 65534 --regid 65534 --clear-groups env -i SYSTEMD_UNIT_PATH="$units:" XDG_RUNTIME_DIR=/tmp timeout 60 /lib/systemd/systemd --test --system --unit=placed.service 2>/dev/null |
      sed -n '/-> Unit placed.service:/,/-> ExecStart/s/^\t*\(CPUAffinity\|NUMAMask\): \(.*\)/\1 \2/p' | tr -s ' ' ',' | sed 's/,/ /')
    kept=${name%-preferred} kept=${kept%-interleave} kept=${kept%-local} mask="NUMAMask $(said "$kept.cells")"
    # Without memory the unit's own list stays, and local takes none.
    case $name in no-memory) mask="NUMAMask 0,4" ;; *-local) mask="NUMAMask " ;; esac
    same "systemd reads of $name what the placement is, whatever the unit's own file says" "CPUAffinity $(said "$kept.cpus")"$'\n'"$mask" "$read_"
  done
else
  skip "what systemd reads: it is not installed"
fi

# A manager of a user, which is no process 1. It moves all processes of its cgroup into one that it makes, so that it gets a cgroup and a view of
# no other. A sysctl, a mount or a cgroup of the machine it does not touch.
v2=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts) group=${v2:-/none}/numa-bed-$$
if [ -x /lib/systemd/systemd ] && [ -n "$v2" ] && mkdir "$group" 2>/dev/null; then
  at_end "[ ! -e '$group/cgroup.kill' ] || echo 1 >'$group/cgroup.kill'; sleep 0.5; find '$group' -depth -type d -exec rmdir {} + 2>/dev/null"
  said here.systemd >"$units/placed.service.d/numa.conf"
  for target in basic shutdown exit bed; do printf '[Unit]\nDescription=%s\n' "$target" >"$units/$target.target"; done
  mkdir -p -m 700 "$out/runtime"
  arguments=$(taskset -c "$last" dotnet "$shell" "(Find-NumaPlacement 1 16MB | ConvertTo-NumaBinding -For SystemdRun -AsArgument) -join ' '")
  (echo "$BASHPID" >"$group/cgroup.procs" && exec timeout -k 1 90 unshare --mount --cgroup bash -c '
    mount -t tmpfs none /run && mkdir -p /run/systemd/system && mount -t tmpfs none /sys/fs/cgroup && mount -t cgroup2 none /sys/fs/cgroup || exit 1
    [ "$(wc -l </sys/fs/cgroup/cgroup.procs)" -lt 8 ] || exit 1
    export XDG_RUNTIME_DIR=$1/runtime SYSTEMD_UNIT_PATH=$1/units HOME=$1
    /lib/systemd/systemd --user --unit=bed.target >"$1/manager.log" 2>&1 & manager=$!
    for ((i = 0; i < 100; i++)); do [ -S "$XDG_RUNTIME_DIR/systemd/private" ] && break; sleep 0.1; done
    systemctl --user start placed.service
    systemd-run --user --quiet $2 /bin/sh "$1/ask" "$1/run.said"
    eval "$3 --user --quiet /bin/sh \"$1/ask\" \"$1/line.said\""
    for policy in preferred interleave local; do
      systemctl --user start "placed-$policy.service"
      eval "$(cat "$1/here-$policy.systemdrun") --user --quiet /bin/sh \"$1/ask\" \"$1/run-$policy.said\""
    done
    for ((i = 0; i < 100; i++)); do [ -s "$1/run.said" ] && [ -s "$1/line.said" ] && [ -s "$1/run-local.said" ] && sleep 0.3 && break; sleep 0.1; done
    kill -KILL "$manager"' - "$out" "$arguments" "$(said here.systemdrun)") >"$out/systemd.log" 2>&1
  if [ -s "$out/unit.said" ]; then
    same "a service with the drop-in runs on the placement's processor and memory" "$bound" "$(cat "$out/unit.said")"
    same "systemd-run with the arguments does" "$bound" "$(cat "$out/run.said")"
    same "the line of systemd-run does" "$bound" "$(cat "$out/line.said")"
    for policy in "preferred prefer:$node" "interleave interleave:$node" "local local"; do
      same "a service has the memory policy ${policy% *}" "$(by "${policy#* }")" "$(cat "$out/unit-${policy% *}.said")"
      same "systemd-run sets the memory policy ${policy% *}" "$(by "${policy#* }")" "$(cat "$out/run-${policy% *}.said")"
    done
  else
    skip "a service under systemd: no manager can be run here: $(tail -n 1 "$out/systemd.log" "$out/manager.log" 2>/dev/null | grep -v -e '^==>' -e '^$' | head -1)"
  fi
else
  skip "a service under systemd: it is not installed, or no cgroup can be made"
fi
