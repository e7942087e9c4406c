# A placement's command line, run: the kernel says to which processors, and to which memory every mapping, it is bound.
if ($env:GUEST -ne 'hmat') { return }
$placement = Find-NumaPlacement -Cpu 2 -Memory 100MB -Device nvme0n1
$line = $placement | ConvertTo-NumaBinding -For Numactl
$theirs = sh -c "$line sh -c 'grep ^Cpus_allowed_list: /proc/self/status; cut -d\  -f2 /proc/self/numa_maps | sort -u'"
Compare-Said "$line binds to the placement" $theirs "Cpus_allowed_list:`t$($placement.Cpus)", "bind:$($placement.Memory.CellId -join ',')"
