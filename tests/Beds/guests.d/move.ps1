# A process whose threads keep making others is moved from one node to another: no thread and no page of its own stays behind, and no touch of its memory takes long.
# It has no memory policy: with one, the stacks of its new threads would come from the old node, whatever is moved.
if ($env:GUEST -notin 'flat', 'hmat') { return }
$worker = [IO.Path]::GetFullPath("$PSScriptRoot/../../../artifacts/guests/worker")
# What an emulated machine takes to copy 2 MiB is no pause of the kernel's making.
$pause = 100
# What the machine that emulates this one does in between is none either, so a long touch is looked at three times.
$tries = 3
# The kernel moves pages of its own accord while it balances, and a node that files fill has no space for new ones.
$balancing = '/proc/sys/kernel/numa_balancing'
$balanced = Get-Content $balancing
[IO.File]::WriteAllText($balancing, '0')
[IO.File]::WriteAllText('/proc/sys/vm/drop_caches', '3')

function Find-Node([int]$Node) { Find-NumaPlacement 2 220MB -ExcludeCell (Get-NumaCell | Where-Object Id -ne $Node).Id }

$information = [Diagnostics.ProcessStartInfo]::new('numactl', "--cpunodebind=1 $worker spawn 200")
$information.RedirectStandardInput = $information.RedirectStandardOutput = $true
$process = [Diagnostics.Process]::Start($information)
try {
    $null = $process.StandardOutput.ReadLine()
    function Get-LongestTouch { $process.StandardInput.WriteLine(); [int]$process.StandardOutput.ReadLine() / 1000 }
    $null = Get-LongestTouch
    [Threading.Thread]::Sleep(3000)
    $idle = Get-LongestTouch
    for ($try = 1; $try -le $tries; $try++) {
        $placement = Find-Node 2
        $moved = $process | Move-NumaProcess -InputObject $placement -Memory -MaxPauseMs $pause -PassThru
        $longest = Get-LongestTouch
        if ($longest -lt 2 * $pause -or $try -eq $tries) { break }
        $process | Move-NumaProcess -InputObject (Find-Node 1) -Memory
        $null = Get-LongestTouch
    }
    $threads = foreach ($task in [IO.Directory]::GetDirectories("/proc/$($process.Id)/task")) { (Get-Content "$task/status" -ErrorAction Ignore) -match '^Cpus_allowed_list' }
    Compare-Said 'no thread of a moved process is left behind' "Cpus_allowed_list:`t$($placement.Cpus)" ($threads | Sort-Object -Unique)
    $own = (Get-Content "/proc/$($process.Id)/numa_maps") -match ' anon=' | Where-Object { $_ -notmatch ' file=' -or $_ -match ' dirty=' }
    Compare-Said 'no page of its own either' '2' ($own | ForEach-Object { [regex]::Matches($_, ' N(\d+)=\d+') } | ForEach-Object { $_.Groups[1].Value } | Sort-Object -Unique)
    Compare-Said 'what was moved is counted' "at least 200 MiB, 0 remain" "$(if ($moved.Moved -ge 200MB) { 'at least 200 MiB' } else { $moved.Moved }), $($moved.Remaining) remain"
    Compare-Said "no touch takes longer than 2 x $pause ms" 'none' $(if ($longest -lt 2 * $pause) { 'none' } else { "$longest ms, $idle ms without moving, batches $($moved.LongestBatchMs) ms" })
    "Moved $($moved.Moved -shr 20) MiB and $($moved.Threads) threads, try $try; longest batch $($moved.LongestBatchMs) ms, longest touch $longest ms ($idle ms without moving)"
    $failed = "$($moved.Failed)"
    if ($failed) { "Failed: $failed" }
    if (($own -match ' N[013]=')) { $own -match ' N[013]=' }
} finally {
    $process.StandardInput.Close()
    $process.WaitForExit()
    [IO.File]::WriteAllText($balancing, $balanced)
}

# A process with a memory policy takes memory from the old node again: a warning says so.
$bound = [Diagnostics.Process]::Start('numactl', '--membind=1 sleep 1000')
try {
    # numactl binds itself before it becomes sleep.
    while ((Get-Content "/proc/$($bound.Id)/comm") -ne 'sleep') { [Threading.Thread]::Sleep(20) }
    $policy = (Get-Content "/proc/$($bound.Id)/numa_maps")[0].Split(' ')[1]
    $moved = $bound | Move-NumaProcess -InputObject (Find-Node 2) -Memory -PassThru -WarningVariable warning -WarningAction SilentlyContinue
    Compare-Said 'the memory policy of a process is told' $policy $moved.MemoryPolicy
    Compare-Said 'and that it is not where its memory was moved to' "The memory policy of sleep ($($bound.Id)) is bind:1: memory that it allocates from now on can come from node 1. Only the process itself can change its policy." "$warning"
    Compare-Said 'what it has is moved' 0 $moved.Remaining
} finally {
    $bound.Kill()
    $bound.WaitForExit()
}
