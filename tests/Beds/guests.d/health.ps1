# The check-up, live: what it says of a guest as it was made, and of settings, CPUs, memory and interrupts that are changed here, beside the kernel's own files.
if ($env:GUEST -notin 'edge', 'hmat') { return }
function Get-Said([string[]]$Rule) { Test-NumaTopology $Rule | ForEach-Object { "$($_.Status) $($_.Rule) [$($_.Cells)] $($_.Observed)" } }
function Set-Fact([string]$Path, [string]$Value) { [IO.File]::WriteAllText($Path, $Value) }
$thp = '/sys/kernel/mm/transparent_hugepage'

$all = Test-NumaTopology
Compare-Said 'no rule fails' 'none' (@($all | Where-Object Status -EQ Fail).Rule ?? 'none')
$unknown = @($all | Where-Object Status -EQ Unknown | ForEach-Object { "$_" })
Compare-Said 'no rule is unknown' 'none' ($unknown ? $unknown : 'none')
$theirs = @{
    edge = 'Warning NodeMemory [1] node 1 without memory', 'Pass LocalDistance [] remote 15-255, 1 pair asymmetric', 'Pass HugePageBalance [] huge pages on nodes 0,3'
    hmat = 'Pass NodeMemory [] 4 nodes with memory', 'Pass LocalDistance [] remote 17-38', 'Pass HugePageBalance [] huge pages on nodes 0,3'
}
Compare-Said 'what the guest was made with is found' $theirs[$env:GUEST] (Get-Said NodeMemory, LocalDistance, HugePageBalance)

foreach ($case in @(
        @{ Path = '/proc/sys/vm/zone_reclaim_mode'; Value = '1'; Rule = 'ZoneReclaim'; Says = 'Warning ZoneReclaim [] zone_reclaim_mode 1' }
        @{ Path = '/proc/sys/kernel/numa_balancing'; Value = '0'; Rule = 'NumaBalancing'; Says = 'Pass NumaBalancing [] numa_balancing 0' }
        @{ Path = "$thp/enabled"; Value = 'never'; Rule = 'TransparentHugePage'; Says = 'Pass TransparentHugePage [] enabled never' }
        @{ Path = '/sys/devices/system/cpu/cpu5/online'; Value = '0'; Rule = 'CpuOnline'; Says = 'Warning CpuOnline [] CPU 5 is offline' }
    )) {
    $before = [IO.File]::ReadAllText($case.Path) -replace '.*\[(\w+)\].*', '$1'
    Set-Fact $case.Path $case.Value
    Compare-Said "$($case.Value) in $($case.Path) is found" $case.Says (Get-Said $case.Rule)
    Set-Fact $case.Path $before.Trim()
}

# The highest block of the first node whose kernel lets it go: what is offline is what its file says.
$size = [Convert]::ToInt64([IO.File]::ReadAllText('/sys/devices/system/memory/block_size_bytes').Trim(), 16)
$gone = foreach ($id in 3, 2, 1, 0) {
    $blocks = @([IO.Directory]::GetFileSystemEntries("/sys/devices/system/node/node$id", 'memory*').ForEach{ [IO.Path]::GetFileName($_) } -match '^memory\d+$' | Sort-Object { [int]($_ -replace '\D') } -Descending)
    if (-not $blocks) { continue }
    $top = "/sys/devices/system/memory/$($blocks[0])/state"
    sh -c "echo offline >$top" 2>$null
    if ([IO.File]::ReadAllText($top).Trim() -eq 'offline') { $id; break }
}
if ($null -ne $gone) {
    Compare-Said 'memory that was taken offline is found' "Warning MemoryOnline [$gone] $($size / 1MB) MiB of node $gone offline" (Get-Said MemoryOnline)
    Set-Fact $top 'online'
} else {
    "skipped: ${env:GUEST}: the kernel lets no block of memory go"
}
Compare-Said 'all memory is online' 'Pass' ((Test-NumaTopology MemoryOnline).Status)

# The disk of node 1 is read by a program of node 0: the kernel manages the interrupts of its queues, one for each CPU.
if ($env:GUEST -eq 'hmat') {
    taskset -c 0 dd if=/dev/nvme0n1 of=/dev/null bs=4096 count=12000 iflag=direct 2>$null
    $check = Test-NumaTopology InterruptNode
    $masks = foreach ($irq in [IO.Directory]::GetFileSystemEntries('/sys/bus/pci/devices/0000:41:00.0/msi_irqs')) { [IO.File]::ReadAllText("/proc/irq/$([IO.Path]::GetFileName($irq))/smp_affinity_list").Trim() }
    "  masks of the disk's interrupts: $($masks -join ' '); $($check.Evidence -join '; ')"
    Compare-Said 'interrupts that the kernel manages are no fault' 'Pass InterruptNode [] nvme0n1 served at the own node' "$($check.Status) InterruptNode [$($check.Cells)] $($check.Observed)"
}
Compare-Said 'a snapshot is checked as the machine is' (Test-NumaTopology | ForEach-Object { "$_" }) $(
    Export-NumaSnapshot "$([IO.Path]::GetTempPath())/health.numa"
    Test-NumaTopology -Snapshot "$([IO.Path]::GetTempPath())/health.numa" | ForEach-Object { "$_" })
$watch = [Diagnostics.Stopwatch]::StartNew()
$null = Test-NumaTopology
"  the whole check took $($watch.ElapsedMilliseconds) ms in the emulated machine"
