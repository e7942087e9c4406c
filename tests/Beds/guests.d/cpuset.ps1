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

# The cpuset forbids what the machine has: what would be left of it is not started.
$outside = Find-NumaPlacement 2 1MB -IncludeDisallowed -ExcludeCell 1, 2
foreach ($case in @{ Placement = $outside; Policy = 'Bind'; Id = 'NumaCellNotAllowed' }, @{ Placement = Find-NumaPlacement 8 -IncludeDisallowed; Id = 'NumaCpuNotAllowed' }, @{ Placement = Find-NumaPlacement 2 -IncludeDisallowed -ExcludeCell 1, 2; Id = 'NumaCpuNotAllowed' }) {
    $policy = if ($case.Policy) { @{ MemoryPolicy = $case.Policy } } else { @{} }
    $case.Placement | Start-NumaProcess touch /run/started @policy -Wait -ErrorAction SilentlyContinue -ErrorVariable refused
    Compare-Said "$($case.Placement) is refused in the cpuset, and nothing runs" "$($case.Id) False" "$($refused.FullyQualifiedErrorId -replace ',.*') $([IO.File]::Exists('/run/started'))"
}
$sleeper = [Diagnostics.Process]::Start('sleep', '100')
Move-NumaProcess $sleeper.Id -InputObject (Find-NumaPlacement 8 -IncludeDisallowed) -ErrorAction SilentlyContinue -ErrorVariable refused
Compare-Said 'a process is not moved to what its cpuset forbids' "NumaCpuNotAllowed 3-5" "$($refused.FullyQualifiedErrorId -replace ',.*') $((Get-Content "/proc/$($sleeper.Id)/status") -match '^Cpus_allowed_list' -replace '.*:\s*')"
$sleeper.Kill()
