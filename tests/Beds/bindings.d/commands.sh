# numactl, taskset and cmd: the lines as they are printed, and their arguments splatted by PowerShell.
# shellcheck shell=bash disable=SC2154
from_debian numactl || cannot "numactl could not be installed"
same "taskset runs a program on the placement's processor" "Cpus_allowed_list:	$last" "$(bash -c "$(said here.taskset) sh -c \"$ask\"" | head -1)"
if numactl --show >/dev/null 2>&1; then
  same "numactl runs a program on the placement's processor and memory" "$bound" "$(bash -c "$(said here.numactl) sh -c \"$ask\"")"
  for policy in "preferred prefer:$node" "preferredmany prefer (many):$node" "interleave interleave:$node" "local local"; do
    same "numactl sets the memory policy ${policy%% *}" "$(by "${policy#* }")" "$(bash -c "$(said "here-${policy%% *}.numactl") sh -c \"$ask\"" 2>&1)"
  done
  # Since 2.0.19, and kernel 6.9.
  weighted=$(bash -c "$(said here-weightedinterleave.numactl) sh -c \"$ask\"" 2>&1)
  if grep -q weighted-interleave <<<"$(numactl 2>&1)" && [ -e /sys/kernel/mm/mempolicy/weighted_interleave ]; then
    same "numactl sets the memory policy weightedinterleave" "$(by "weighted interleave:$node")" "$weighted"
  else
    expect "a numactl or kernel without weighted interleave says so" "unrecognized option '--weighted-interleave\|Invalid argument" "$weighted"
  fi
  same "PowerShell runs it with the arguments splatted" "$bound" "$(taskset -c "$last" dotnet "$shell" "\$a = Find-NumaPlacement 1 16MB | ConvertTo-NumaBinding -For Numactl -AsArgument; & numactl @a sh -c \"$ask\"")"
  same "with a single argument too" "Cpus_allowed_list:	$last" "$(taskset -c "$last" dotnet "$shell" "\$a = Find-NumaPlacement 1 | ConvertTo-NumaBinding -For Numactl -AsArgument; & numactl @a grep Cpus_allowed_list /proc/self/status")"
  every=$(cat /sys/devices/system/cpu/online)
  if [ "$first" != "$last" ] && [ "$(sed -n 's/^Cpus_allowed_list:\t//p' /proc/self/status)" = "$every" ]; then
    beyond=$(taskset -c "$first" dotnet "$shell" "Find-NumaPlacement $(nproc) -IncludeDisallowed | ConvertTo-NumaBinding -For Numactl")
    same "numactl binds to what this process may not use, when the placement includes it" "Cpus_allowed_list:	$every" "$(taskset -c "$first" bash -c "$beyond grep ^Cpus_allowed_list: /proc/self/status" 2>&1)"
    expect "without --all it refuses the same" "out of range" "$(taskset -c "$first" bash -c "${beyond/--all /} true" 2>&1)"
  else
    skip "numactl beyond what this process may use: there is one processor, or not all may be used"
  fi
else
  skip "numactl: this kernel has no NUMA policies"
fi
# Windows' cmd is not here; what PowerShell gives a program of that name is. To cmd it passes arguments as it did before 7.3, and leaves out empty ones.
mkdir "$out/path" && printf '#!/bin/sh\nprintf "[%%s]" "$@"\n' >"$out/path/cmd" && chmod +x "$out/path/cmd"
legacy() { PATH="$out/path:$PATH" dotnet "$shell" "\$PSNativeCommandArgumentPassing = 'Legacy'; $1 'C:\\Program Files\\serve.exe'"; }
theirs='[/c][start][NUMA node 1][/NODE][1][/AFFINITY][0x3][C:\Program Files\serve.exe]'
same "PowerShell gives cmd the title and the program" "$theirs" "$(legacy "$(said windows.windows)")"
same "with the arguments splatted too" "$theirs" "$(legacy "\$a = Find-NumaPlacement 2 100MB -ExcludeCell 0 -Snapshot '$machines/windows-sub-numa.numa' | ConvertTo-NumaBinding -For Windows -AsArgument; & cmd @a")"
