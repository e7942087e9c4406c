# Runs in the guest: what the module says of it live, beside what others say.
$ErrorActionPreference = 'Stop'

# Says whether both are the same lines.
function Compare-Said([string]$What, [string[]]$Theirs, [string[]]$Ours) {
    if ($Theirs -and ($Theirs -join "`n") -ceq ($Ours -join "`n")) { return "ok: ${env:GUEST}: $What" }
    "FAILED: ${env:GUEST}: $What"
    '  they say:'; $Theirs; '  the module says:'; $Ours
}

foreach ($peer in 'numactl', 'lscpu', 'libvirt', 'devices', 'binding', 'processes', 'start', 'move', 'cpuset', 'reservation', 'limits', 'collector', 'health') { & "$PSScriptRoot/$peer.ps1" }
