# Runs in the guest: what Watch-NumaCell says while node 1 fills up, beside the kernel's counters and the numastat tool.
$ErrorActionPreference = 'Stop'
$interval = 2
$most = 250

# Of each node a counter of the file that numastat prints.
function Get-Counter([string]$Name) {
    $counters = @{}
    foreach ($id in 0..3) {
        $lines = [IO.File]::ReadAllLines("/sys/devices/system/node/node$id/numastat")
        $counters[$id] = [long]($lines -match "^$Name " -replace '\D+')[0]
    }
    $counters
}

# What numastat itself prints: a row for each counter, a column for each node.
function Get-Tool([string]$Name) {
    $row = @(& numastat) -match "^$Name "
    @($row -split ' +' | Select-Object -Skip 1 | Where-Object { $_ })
}

# Compiles what is measured below.
$null = Watch-NumaCell -IntervalSecond 0.1 -Count 2
$before = @{ Miss = Get-Counter numa_miss; Foreign = Get-Counter numa_foreign }
[IO.File]::WriteAllText('/run/ready', '')
$seen = [Collections.Generic.List[NumaTopology.NumaCellActivity]]::new()
# Two intervals longer than the program runs, which takes as long as this machine is busy. The loop is what break leaves.
$more = 2
do {
    Watch-NumaCell -IntervalSecond $interval -Count $most | ForEach-Object {
        $seen.Add($_)
        if ($_.Id -eq 3 -and [IO.File]::Exists('/run/end') -and $more-- -eq 0) { break }
    }
} while ($false)
$after = @{ Miss = Get-Counter numa_miss; Foreign = Get-Counter numa_foreign }
$tool = @{ Miss = Get-Tool numa_miss; Foreign = Get-Tool numa_foreign }

foreach ($name in 'Miss', 'Foreign') {
    foreach ($id in 0..3) {
        $counted = $after[$name][$id] - $before[$name][$id]
        $watched = 0
        foreach ($cell in $seen.Where{ $_.Id -eq $id }) { $watched += $interval * $cell.$name }
        # An interval under emulation is some percent longer than it should be; what was counted in it is divided by what it was.
        $isSame = [Math]::Abs($watched - $counted) -le 0.1 * $counted + 50
        "$($isSame ? 'ok' : 'FAILED'): watch: $name of node $($id): watched $([long]$watched), counted $counted, numastat says $($tool[$name][$id]) since the start"
    }
}

$full = [IO.File]::Exists('/run/foreign') ? [double][IO.File]::ReadAllText('/run/foreign') : [double]::NaN
$first = $seen.Where({ $_.Id -eq 1 -and $_.Foreign * $interval -gt 50 }, 'First')
$late = $first ? $first[0].Time.ToUnixTimeMilliseconds() / 1000.0 - $full : [double]::PositiveInfinity
"$($late -le 2 * $interval ? 'ok' : 'FAILED'): watch: allocations that did not get the full node 1 are in a reading at most $('{0:0.0}' -f [Math]::Max(0.0, $late)) s after the kernel counted them, in intervals of $interval s"
$served = $seen.Where{ $_.Id -ne 1 -and $_.Miss * $interval -gt 50 }
"$($served ? 'ok' : 'FAILED'): watch: nodes $(@($served.Id | Sort-Object -Unique)) served them"
$negative = @($seen.Where{ $_.Hit -lt 0 -or $_.Miss -lt 0 -or $_.Foreign -lt 0 -or $_.OtherNode -lt 0 })
"$($negative ? 'FAILED' : 'ok'): watch: no rate is negative in $($seen.Count) readings"
$busy = $seen.Where{ $_.Id -eq 1 -and $_.Busy -gt 0.2 }
"$($busy ? 'ok' : 'FAILED'): watch: node 1 was busy in $($busy.Count) of $($seen.Count / 4) intervals"
