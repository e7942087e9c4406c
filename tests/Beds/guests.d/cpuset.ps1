# In a cgroup of version 2 with a cpuset: what numactl finds it may use is what the module says is allowed, and no placement leaves it.
if ($env:GUEST -ne 'flat') { return }
sh -ec @"
mount -t cgroup2 cgroup2 /sys/fs/cgroup; cd /sys/fs/cgroup; echo +cpuset >cgroup.subtree_control
mkdir half; cd half; echo 3-5 >cpuset.cpus; echo 1-2 >cpuset.mems; echo $PID >cgroup.procs
"@
$theirs = numactl -s
$machine = Get-NumaCapabilities
Compare-Said 'the allowed processors and cells in a cpuset are numactl''s' ($theirs -match '^(physcpubind|membind):' -replace ' $') "physcpubind: $($machine.AllowedCpus.Ids)", "membind: $($machine.AllowedCells)"
Compare-Said 'a placement is in the cpuset' '3-5' "$((Find-NumaPlacement 3).Cpus)"
Find-NumaPlacement 4 -ErrorAction SilentlyContinue -ErrorVariable refused
Compare-Said 'the cpuset has no place for more' 'NumaPlacementNotFound' ($refused.FullyQualifiedErrorId -replace ',.*')
