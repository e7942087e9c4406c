# Reads a fleet of snapshots, and reads it and groups it by fingerprint, in turn; prints for each round the seconds of processor time of both.
param([string]$Manifest, [string]$Folder, [int]$Rounds)

Import-Module $Manifest
function Get-Second([scriptblock]$Do) {
    $before = [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime
    $null = & $Do
    ([Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime - $before).TotalSeconds
}

foreach ($round in 0..$Rounds) {
    $read = Get-Second { Get-NumaCapabilities -Snapshot "$Folder/*.numa" | Out-Null }
    $grouped = Get-Second { $script:groups = @(Get-NumaCapabilities -Snapshot "$Folder/*.numa" | Group-Object Fingerprint -NoElement) }
    if ($groups.Count -ne 1) { throw "There are $($groups.Count) groups." }
    # The first round compiles.
    if ($round -gt 0) { [string]::Format([cultureinfo]::InvariantCulture, '{0:0.000} {1:0.000}', $read, $grouped) }
}
