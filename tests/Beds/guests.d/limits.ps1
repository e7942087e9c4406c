# In cgroups with limits, one within the other: what the module says is set is what the kernel's files say, what it says is left can be had, and what
# goes beyond the limit is killed. Version 2 in flat (where cpuset.ps1 has mounted it), version 1 in sparse.
$unlimited = Get-NumaCapabilities
switch ($env:GUEST) {
    'flat' {
        sh -ec @"
cd /sys/fs/cgroup; echo +memory +cpu +hugetlb >cgroup.subtree_control
mkdir -p 'outer group/inner'; cd 'outer group'; echo +memory +cpu +hugetlb >cgroup.subtree_control
echo 200M >memory.max; echo 150000 100000 >cpu.max
echo 300M >inner/memory.max; echo 4M >inner/hugetlb.2MB.max; echo $PID >inner/cgroup.procs
"@
        $top = '/sys/fs/cgroup/outer group'
        $current, $cache, $limits = 'memory.current', 'inactive_file', @(
            'Memory 209715200 memory.max of cgroup /outer group', 'Memory 314572800 memory.max of cgroup /outer group/inner'
            'HugePages 4194304 hugetlb.2MB.max of cgroup /outer group/inner', 'Cpu 1.5 cpu.max of cgroup /outer group')
    }
    'sparse' {
        sh -ec @"
mount -t tmpfs cgroup /sys/fs/cgroup; cd /sys/fs/cgroup
for name in memory cpu hugetlb; do mkdir `$name; mount -t cgroup -o `$name cgroup `$name; mkdir -p `$name/outer/inner; done
echo 200M >memory/outer/memory.limit_in_bytes; echo 300M >memory/outer/inner/memory.limit_in_bytes
echo 150000 >cpu/outer/cpu.cfs_quota_us; echo 4M >hugetlb/outer/inner/hugetlb.2MB.limit_in_bytes
for name in memory cpu hugetlb; do echo $PID >`$name/outer/inner/cgroup.procs; done
"@
        $top = '/sys/fs/cgroup/memory/outer'
        $current, $cache, $limits = 'memory.usage_in_bytes', 'total_inactive_file', @(
            'Memory 209715200 memory.limit_in_bytes of cgroup /outer', 'Memory 314572800 memory.limit_in_bytes of cgroup /outer/inner'
            'HugePages 4194304 hugetlb.2MB.limit_in_bytes of cgroup /outer/inner', 'Cpu 1.5 cpu.cfs_quota_us of cgroup /outer')
    }
    default { return }
}
Compare-Said 'where nothing limits no limit is told' '0 limits' "$(@($unlimited.Limits).Where{ $_ }.Count) limits"
$machine = Get-NumaCapabilities
Compare-Said 'the limits are those that were set, the tightest first' $limits ($machine.Limits | ForEach-Object { "$($_.Resource) $($_.Limit ?? $_.Cpus) $($_.Name) of $($_.Group)" })
$used = [long](cat "$top/$current") - [long](@(cat "$top/memory.stat") -match "^$cache " -replace '.* ')[0]
Compare-Said 'used is what the kernel counts without inactive page cache, give or take 16 MiB' 'near' ([Math]::Abs($machine.Limits[0].Used - $used) -lt 16MB ? 'near' : "$($machine.Limits[0].Used), not $used")

# A process that fills one buffer of that size, in the same group.
function Use-Memory([long]$Bytes) { sh -c "dd if=/dev/zero of=/dev/null bs=$Bytes count=1 2>/dev/null && echo done || echo killed" }
Compare-Said 'what is left can be had' 'done' (Use-Memory ($machine.Limits[0].Left - 16MB))
Compare-Said 'what is beyond the limit is killed' 'killed' (Use-Memory ($machine.Limits[0].Limit + 16MB))
Find-NumaPlacement 1 ($machine.Limits[0].Left + 16MB) -ErrorAction SilentlyContinue -ErrorVariable refused
Compare-Said 'a placement takes no more than is left' "NumaPlacementNotFound by $($limits[0] -replace '.* ')" "$($refused.FullyQualifiedErrorId -replace ',.*') by $("$refused" -match 'left of memory' ? $machine.Limits[0].Group -replace '.* ' : "$refused")"
Export-NumaSnapshot /run/out/limits.numa
