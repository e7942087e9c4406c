# Asks hosts over ssh and compares each answer, value by value, with the snapshot of the same name. Where and when it was read is no part of a value.
param([string]$Manifest, [string]$Machines, [string]$Good, [string]$Bad)

Import-Module $Manifest
$hosts = $Good -split ','
$watch = [Diagnostics.Stopwatch]::StartNew()
$all = Get-NumaCapabilities -HostName ($hosts + ($Bad -split ',')) -ConnectingTimeout 5000 -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
"took $($watch.ElapsedMilliseconds) ms"
foreach ($failure in $errors) { "$($failure.FullyQualifiedErrorId -replace ',.*') $($failure.TargetObject)" }
"$(@($errors).Count) errors"

# Compare WHAT HOST THEIRS OURS: the host's own name and what a call tells of the machine that it runs on are not the recorded one's.
function Compare-Answer($What, $HostName, $Theirs, $Ours) {
    $Theirs, $Ours = @($Theirs | Where-Object { $_ }), @($Ours | Where-Object { $_ })
    $different = @()
    if ($Theirs.Count -ne $Ours.Count) { $different += "$($Theirs.Count) and $($Ours.Count)" }
    for ($i = 0; $i -lt $Theirs.Count; $i++) {
        foreach ($property in $Theirs[$i].GetType().GetProperties()) {
            if ($property.Name -in 'HostName', 'Architecture', 'Snapshot', 'Captured') { continue }
            if (-not [object]::Equals($property.GetValue($Theirs[$i]), $property.GetValue($Ours[$i]))) { $different += "$($Theirs[$i]).$($property.Name)" }
        }
    }
    "$What of ${HostName}: $(if ($different) { $different -join ' ' } else { 'same' })"
}

$ask = @{ HostName = $hosts; WarningAction = 'SilentlyContinue' }
$cells, $free, $distances, $devices = (Get-NumaCell @ask), (Get-NumaCellFreeMemory @ask), (Get-NumaDistance @ask), (Get-NumaDevice @ask)
foreach ($name in $hosts) {
    $file = @{ Snapshot = "$Machines/$name.numa"; WarningAction = 'SilentlyContinue' }
    Compare-Answer capabilities $name (Get-NumaCapabilities @file) ($all | Where-Object { $_.HostName -eq $name })
    Compare-Answer cells $name (Get-NumaCell @file) ($cells | Where-Object { $_.HostName -eq $name })
    Compare-Answer free $name (Get-NumaCellFreeMemory @file) ($free | Where-Object { $_.HostName -eq $name })
    Compare-Answer distances $name (Get-NumaDistance @file) ($distances | Where-Object { $_.HostName -eq $name })
    Compare-Answer devices $name (Get-NumaDevice @file) ($devices | Where-Object { $_.HostName -eq $name })
}

# What each interval shows of memory is what the snapshots say; nothing happens on these hosts, so no rate is above 0.
$seen = Watch-NumaCell @ask -IntervalSecond 0.5 -Count 2
$row = { "$($args[0].Id) $($args[0].FreeMemory) $($args[0].AvailableMemory)" }
$different = foreach ($name in $hosts) {
    $theirs = Get-NumaCellFreeMemory -Snapshot "$Machines/$name.numa" -WarningAction SilentlyContinue | ForEach-Object { & $row $_ }
    $ours = $seen | Where-Object { $_.HostName -eq $name } | ForEach-Object { & $row $_ }
    if ((@($theirs) + @($theirs) | Sort-Object) -join ';' -ne (($ours | Sort-Object) -join ';')) { $name }
}
"watch: $(if ($different) { $different } elseif ($seen | Where-Object { $_.Hit -gt 0 -or $_.Miss -gt 0 }) { 'rates' } else { 'same' })"

$files = foreach ($name in $hosts) { "$Machines/$name.numa" }
$theirs = Find-NumaPlacement 2 100MB -Snapshot $files -WarningAction SilentlyContinue
$ours = Find-NumaPlacement 2 100MB @ask
"placement: $(if ([IO.Path]::GetFileNameWithoutExtension($theirs.Snapshot) -eq $ours.HostName -and "$theirs" -eq "$ours" -and $theirs.Reason -eq $ours.Reason) { 'same' } else { "$theirs and $ours" })"
