# What the script that hosts run over ssh prints here, under each shell, against the machine itself: all that does not change from one moment to the next.
function Get-Told($machine) {
    "$($machine.HostName) $($machine.OperatingSystem) $($machine.Architecture) $($machine.PageSize) $($machine.OnlineCpus) $($machine.AllowedCpus) $($machine.AllowedCells) $($machine.Hierarchy)"
    foreach ($cell in $machine.Cells) { "$($cell.Id) $($cell.Cpus) $($cell.Memory) $($cell.Kind) $($cell.Socket) $($cell.Group) $($cell.MemoryTier) $($cell.Distances) $($cell.Processors)" }
    foreach ($device in $machine.Devices) { "$($device.Name) $($device.Kind) $($device.CellId) $($device.Address) $($device.LocalCpus) $($device.Size)" }
    foreach ($other in $machine.Caches + $machine.Interconnects) { "$other" }
}
$script = "$([IO.Path]::GetTempPath())/collect.sh"
$snapshot = "$([IO.Path]::GetTempPath())/collected.numa"
[IO.File]::WriteAllText($script, (Export-NumaSnapshot -AsScript))
foreach ($shell in 'dash', 'bash --posix', 'busybox sh') {
    if (-not (Get-Command ($shell -split ' ')[0] -ErrorAction Ignore)) { continue }
    bash -c "$shell -s all <'$script' >'$snapshot'"
    Compare-Said "the script that hosts run tells the same under $shell" (Get-Told (Get-NumaCapabilities)) (Get-Told (Get-NumaCapabilities $snapshot))
}
