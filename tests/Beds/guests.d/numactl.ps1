# The machine as numactl -H prints it, but for the width of its columns. Free memory moves: the module's must lie between what is free before and after, give or take $slack.
$slack = 16MB
$before = @(numactl -H).Trim() -replace ' +', ' '
$cells = @(Get-NumaCell)
$after = @(numactl -H).Trim() -replace ' +', ' '

$ours = @(
    "available: $($cells.Count) nodes ($([NumaTopology.CpuSet]::Of($cells.Id)))"
    foreach ($cell in $cells) {
        "node $($cell.Id) cpus: $($cell.Cpus.Ids)"
        "node $($cell.Id) size: $($cell.Memory -shr 20) MB"
    }
    'node distances:'
    "node $($cells.Id)"
    foreach ($row in Get-NumaDistance -Matrix) { "$($row.From): $(@(foreach ($id in $cells.Id) { $row."$id" }))" }
).TrimEnd()
Compare-Said 'cells, processors, memory and distances are those of numactl -H' ($before -notmatch ' free: ') $ours

$free = { param($lines) @($lines) -match ' free: ' -replace '.* free: (\d+) MB', '$1' }
$wrong = for ($i = 0; $i -lt $cells.Count; $i++) {
    $range = [long[]](@(& $free $before)[$i], @(& $free $after)[$i])
    $least = [Math]::Min($range[0], $range[1]) * 1MB - $slack
    $most = ([Math]::Max($range[0], $range[1]) + 1) * 1MB + $slack
    if ($cells[$i].FreeMemory -lt $least -or $cells[$i].FreeMemory -gt $most) { "$($cells[$i]): $($cells[$i].FreeMemory) is not from $least to $most" }
}
Compare-Said 'free memory is that of numactl -H' 'all are' ($wrong ?? 'all are')
