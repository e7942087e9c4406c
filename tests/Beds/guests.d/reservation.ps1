# What is reserved, told live: partitions of cgroups, one that the kernel refuses, CPUs that the group above does not have, and a process that taskset
# binds. cpuset.ps1 has mounted the cgroups and put this process in the group half, whose CPUs are 3-5.
if ($env:GUEST -ne 'flat') { return }
$sleeper = sh -ec @'
cd /sys/fs/cgroup; mkdir root isolated refused pool
echo 0-1 >root/cpuset.cpus; echo 0 >root/cpuset.mems; echo root >root/cpuset.cpus.partition
echo 6 >isolated/cpuset.cpus; echo isolated >isolated/cpuset.cpus.partition
echo 4 >refused/cpuset.cpus; echo root >refused/cpuset.cpus.partition
echo +cpuset >pool/cgroup.subtree_control; echo 2,7 >pool/cpuset.cpus; mkdir pool/late; echo 5,7 >pool/late/cpuset.cpus
taskset -c 5 sleep 900 >/dev/null 2>&1 & echo $!
'@
# Owner, CPUs as they were set, as the kernel has them, nodes, and whether they are a partition that the kernel made.
$theirs = foreach ($group in 'isolated', 'pool', 'pool/late', 'refused', 'root') {
    $cpus, $effective, $nodes, $partition = 'cpus', 'cpus.effective', 'mems', 'cpus.partition' | ForEach-Object { "$(cat "/sys/fs/cgroup/$group/cpuset.$_")" }
    "Cgroup /$group $cpus $effective $nodes $($partition -in 'root', 'isolated')"
}
# Whether a partition may have a CPU of the group half depends on the kernel.
Compare-Said 'the kernel made two partitions, and of two CPUs it gave one' @(
    'Cgroup /isolated 6 6  True', 'Cgroup /pool/late 5,7 7  False', 'Cgroup /root 0-1 0-1 0 True') ($theirs -notmatch 'refused|pool ')
$theirs += "Affinity sleep ($sleeper) 5 $((Get-Content "/proc/$sleeper/status") -match '^Cpus_allowed_list' -replace '.*\t')  False"
$held = Get-NumaReservation | Where-Object Source -In Cgroup, Affinity
Compare-Said 'what is reserved is what the kernel says, and what it was told where that differs' $theirs ($held | ForEach-Object { "$($_.Source) $($_.Owner) $($_.Cpus) $($_.EffectiveCpus) $($_.Cells) $($_.Exclusive)" })
Compare-Said 'a placement is beside it' '3' "$((Find-NumaPlacement 1 -Reserved $held).Cpus)"
Find-NumaPlacement 2 -Reserved $held -ErrorAction SilentlyContinue -ErrorVariable refused
Compare-Said 'and there is no more' 'Not enough CPUs on this machine: 2 requested, 1 usable' ("$refused" -replace ' \(.*')
sh -c "kill $sleeper; cd /sys/fs/cgroup; rmdir root isolated refused pool/late pool"
