<#
.SYNOPSIS
Asks what once was answered wrongly, as a person would type it, and prints what the module says now.

.DESCRIPTION
One command for each point, on the machines in tests/Machines and on small ones made here. It asserts nothing: each point has its test.
Runs in Windows PowerShell 5.1 and PowerShell 7 after a build.

.EXAMPLE
./tests/Answers/answers.ps1
#>
param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

Set-StrictMode -Version 3.0
Import-Module $Manifest
. (Join-Path $PSScriptRoot 'machines.ps1')
$kept = (Resolve-Path (Join-Path $PSScriptRoot '../Machines')).ProviderPath
$made = Join-Path ([IO.Path]::GetTempPath()) "numa-answers-$PID"
Write-AnswerMachine $made
Set-Location $kept

# Show WHAT { COMMAND }: prints the point, the command as it is typed, and all that it writes.
function Show([string]$What, [scriptblock]$Command) {
    ''
    "# $What"
    "PS> $("$Command".Trim())"
    try { & $Command *>&1 | Out-String -Width 160 | ForEach-Object { $_.Trim("`r", "`n").Replace($made, 'made').Replace($kept, '.') } }
    catch { "$($_.Exception.Message) ($($_.FullyQualifiedErrorId))" }
}

try {
    '== Silently wrong'
    Show '1. A piped device is the device to stay close to' { Get-NumaDevice vda -Snapshot hmat.numa | Find-NumaPlacement -Cpu 2 }
    Show '1. Two piped devices are one request' { Get-NumaDevice vda, nvme0n1 -Snapshot hmat.numa | Find-NumaPlacement -Cpu 2 }
    Show '1. Piped nodes are the nodes to choose from' { Get-NumaCell 2, 3 -Snapshot hmat.numa | Find-NumaPlacement -Cpu 2 }
    Show '1. Anything else is an error' { 'vda' | Find-NumaPlacement -Cpu 2 }
    Show '2. Two reads of one machine are equal' { (Get-NumaCell 0 -Snapshot hmat.numa).Equals((Get-NumaCell 0 -Snapshot hmat.numa)) }
    Show '2. Compare-Object sees two machines' { Compare-Object (Get-NumaCell -Snapshot hmat.numa) (Get-NumaCell -Snapshot flat.numa) }
    Show '3. Unknown memory is not zero' { Get-NumaCapabilities windows-only-numanode.numa }
    Show '3. Its cells are a table' { Get-NumaCell -Snapshot windows-only-numanode.numa }
    Show '3. A folder without meminfo has unknown memory too' { Get-NumaCapabilities "$made/without-meminfo" }
    Show '3. Its cell is shown' { Get-NumaCell -Snapshot "$made/without-meminfo" }
    Show '4. Cluster 65535 is none' { $null -eq (Get-NumaCapabilities "$made/cluster").Cells.Processors[0].Cluster }
    Show '5. Three hops are one path' { Get-NumaDistance 2 3 -Snapshot hmat.numa | Format-List From, To, Hops, Via, Paths }
    Show '5. Two hops are alternatives' { Get-NumaDistance 0 3 -Snapshot ladder.numa | Format-List From, To, Hops, Via, Paths }
    Show '6. An ARMv7 machine is armv7l' { (Get-NumaCapabilities "$made/armv7").Architecture }
    Show '7. -Verbose names what gave nothing' { Get-NumaCell 0 -Snapshot hmat.numa -Verbose | Out-Null }
    Show '7. A host with more memory than its node' { Get-NumaCell -Snapshot grown-vm.numa | Format-List Id, Memory, MemorySource }

    '', '== Placement'
    Show '8. Unknown memory is unknown' { Get-Content hmat.libvirt.xml -Raw | ConvertFrom-NumaXml | Find-NumaPlacement -Cpu 2 -Memory 100MB }
    Show '8. An empty host' { Get-Content hmat.libvirt.xml -Raw | ConvertFrom-NumaXml | Find-NumaPlacement -Cpu 2 -Memory 100MB -Capacity }
    Show '9. Apart takes a thread of all four cores first' { (Find-NumaPlacement 5 -Smt Apart -Snapshot "$made/two-cores").Cpus.ToString() }
    Show '9. Apart chooses the node with two free cores' { (Find-NumaPlacement 2 -Smt Apart -Snapshot "$made/one-core-two-cores").Cpus.ToString() }
    Show '9. -Strict never takes a second thread' { Find-NumaPlacement 5 -Smt Apart -Strict -Snapshot "$made/two-cores" }
    Show '10. Text and number of what is left agree' { Find-NumaPlacement 3 -WholeCore -Snapshot "$made/two-cores" | Format-List Cpus, LeftoverCpus, Cost }
    Show '11. One clause a device' { (Find-NumaPlacement -Device eth0, eth1 -Snapshot "$made/devices.numa").Reason }
    Show '11. Only the device that is out of reach is named' { Find-NumaPlacement -Device eth0, eth1 -Explain -Snapshot "$made/devices.numa" }
    Show '11. A device named twice counts once' { (Find-NumaPlacement -Device eth0, eth0 -Snapshot "$made/devices.numa").MeanDistance }
    Show '12. Unknown core kinds are the cause' { Find-NumaPlacement 2 -CoreKind Performance -Snapshot "$made/two-cores" }
    Show '13. -Explain says what decided' { Find-NumaPlacement 4 600MB -Explain -Snapshot hmat.numa }
    Show '14. A container''s limits' { Get-NumaCapabilities limits.numa }
    Show '14. A placement stays within them' { Find-NumaPlacement 1 100GB -Snapshot limits.numa }

    '', '== Bindings'
    foreach ($target in [enum]::GetNames([NumaTopology.NumaBindingTarget])) {
        Show "15-18. -For $target" ([scriptblock]::Create("Find-NumaPlacement 2 100MB -ExcludeCell 0 -Snapshot hmat.numa | ConvertTo-NumaBinding -For $target"))
    }
    Show '16. One cell and one group is start' { Find-NumaPlacement 2 -Snapshot windows-altra-2x80.numa | ConvertTo-NumaBinding -For Windows }
    Show '18. numactl needs --all for what is not allowed' { Find-NumaPlacement 2 -IncludeDisallowed -Snapshot hmat.numa | ConvertTo-NumaBinding -For Numactl }
    Show '18. Arguments to splat' { $a = Find-NumaPlacement 2 -Snapshot hmat.numa | ConvertTo-NumaBinding -For Numactl -AsArgument; $a.Count; "$a" }
    Show '19. libvirt is told how much of which node' { Find-NumaPlacement 4 600MB -Snapshot hmat.numa | ConvertTo-NumaBinding -For Libvirt }
}
finally {
    Set-Location $PSScriptRoot
    Remove-Item $made -Recurse -Force
}
