# Every error that the module can write, raised once: id, category and target are promises.
param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeDiscovery {
    $cases = @(
        @{ Id = 'NumaCellNotFound'; Category = 'ObjectNotFound'; Target = 9; Run = { Get-NumaCell 9 -Snapshot $flat } }
        @{ Id = 'NumaCellNegative'; Category = 'InvalidArgument'; Target = -1; Run = { Get-NumaCell -CellId -1 -Snapshot $flat } }
        @{ Id = 'NumaDeviceNotFound'; Category = 'ObjectNotFound'; Target = 'sdz'; Run = { Get-NumaDevice sdz -Snapshot $flat } }
        @{ Id = 'NumaExpectationInvalid'; Category = 'InvalidArgument'; Target = 'Nodes'; Run = { Test-NumaTopology -Expect @{ Nodes = 4 } -Snapshot $flat } }
        @{ Id = 'NumaRuleNotFound'; Category = 'ObjectNotFound'; Target = 'NodeMemroy'; Run = { Test-NumaTopology NodeMemroy -Snapshot $flat } }
        @{ Id = 'NumaPlacementNotFound'; Category = 'ResourceUnavailable'; Target = '900 CPUs'; Run = { Find-NumaPlacement 900 -Snapshot $flat } }
        @{ Id = 'NumaProcessNotFound'; Category = 'ObjectNotFound'; Target = 9; Run = { Get-NumaProcess -Id 9 -Snapshot $reserved } }
        @{ Id = 'NumaProcessNotFound'; Category = 'ObjectNotFound'; Target = 'none'; Run = { Get-NumaProcess none -Snapshot $reserved } }
        @{ Id = 'NumaRequestContradicts'; Category = 'InvalidArgument'; Target = 'Apart'; Run = { Find-NumaPlacement 2 -WholeCore -Smt Apart -Snapshot $flat } }
        @{ Id = 'NumaRequestInvalid'; Category = 'InvalidArgument'; Target = 'System.Collections.Hashtable'; Run = { Find-NumaPlacement -Request @{ Memry = 1 } -Snapshot $flat } }
        @{ Id = 'NumaCellNotReported'; Category = 'ObjectNotFound'; Target = '@{CellId=}'; Run = { [pscustomobject]@{ CellId = $null } | Get-NumaCell } }
        @{ Id = 'NumaInputNotSupported'; Category = 'InvalidType'; Target = 'text'; Run = { 'text' | Find-NumaPlacement 2 } }
        @{ Id = 'SnapshotNotSampled'; Category = 'InvalidOperation'; Target = 'whole.numa'; Run = { Find-NumaPlacement 2 -SampleSecond 1 -Snapshot whole.numa } }
        @{ Id = 'SnapshotNotWatched'; Category = 'InvalidOperation'; Target = 'whole.numa'; Run = { Watch-NumaCell -Snapshot whole.numa } }
        @{
            Id = 'NumaBindingNotExpressible'; Category = 'InvalidOperation'; Target = 'node 0: CPU 0'
            Run = { Find-NumaPlacement -Snapshot $flat | ConvertTo-NumaBinding -For Windows }
        }
        @{ Id = 'NumaDeviceAmbiguous'; Category = 'InvalidArgument'; Target = 'NVIDIA A100'; Run = { Find-NumaPlacement -Device 'NVIDIA A100' -Snapshot twins.numa } }
        @{ Id = 'NumaObjectRemote'; Category = 'InvalidOperation'; Target = 'db7'; Run = { $received | Get-NumaCell } }
        @{ Id = 'SnapshotPathEmpty'; Category = 'InvalidArgument'; Target = ''; Run = { Get-NumaCell -Snapshot '' } }
        @{ Id = 'SnapshotNotFound'; Category = 'ObjectNotFound'; Target = 'none.numa'; Run = { Get-NumaCell -Snapshot none.numa } }
        @{ Id = 'SnapshotWithoutSys'; Category = 'InvalidData'; Target = 'folder'; Run = { Get-NumaCell -Snapshot folder } }
        @{ Id = 'SnapshotDamaged'; Category = 'InvalidData'; Target = 'cut.numa'; Run = { Get-NumaCell -Snapshot cut.numa } }
        @{ Id = 'SnapshotInvalid'; Category = 'InvalidData'; Target = 'text.txt'; Run = { Get-NumaCell -Snapshot text.txt } }
        @{ Id = 'SnapshotExists'; Category = 'ResourceExists'; Target = 'text.txt'; Run = { Export-NumaSnapshot text.txt -Snapshot $flat } }
        @{ Id = 'SnapshotNotWritten'; Category = 'WriteError'; Target = 'none/new.numa'; Run = { Export-NumaSnapshot none/new.numa -Snapshot $flat } }
        @{ Id = 'TopologyMalformed'; Category = 'InvalidData'; Target = 'malformed.numa: sys/devices/system/node/node0/cpulist'; Run = { Get-NumaCell -Snapshot malformed.numa } }
        @{ Id = 'NumaXmlNotRead'; Category = 'ReadError'; Target = 'none.xml'; Run = { ConvertFrom-NumaXml -Path none.xml } }
        @{ Id = 'SshClientMissing'; Category = 'NotInstalled'; Target = 'db7'; Run = { $env:PATH = ''; Get-NumaCell -HostName db7 } }
        @{ Id = 'NumaHostNameInvalid'; Category = 'InvalidArgument'; Target = '-oProxyCommand=x'; Run = { $env:PATH = $clients; Get-NumaCell -HostName -oProxyCommand=x } }
        @{ Id = 'NumaXmlMalformed'; Category = 'InvalidData'; Target = 'XML document'; Run = { ConvertFrom-NumaXml '<capabilities' } }
    )
    # What is started, and what is refused before it is.
    $cases += @(
        @{ Id = 'NumaProcessNotStarted'; Category = 'OpenError'; Target = './none'; Run = { Start-NumaProcess ./none -Cpu 1 } }
        @{ Id = 'NumaPlacementElsewhere'; Category = 'InvalidOperation'; Target = 'node 0: CPU 0'; Run = { Find-NumaPlacement -Snapshot $flat | Start-NumaProcess ./none } }
        @{
            Id = 'NumaProcessElsewhere'; Category = 'InvalidOperation'; Target = 'qemu-system-x86 (500)'
            Run = { Get-NumaProcess -Id 500 -Snapshot $reserved | Move-NumaProcess -InputObject (Find-NumaPlacement) }
        }
        @{ Id = 'NumaProcessNotFound'; Category = 'ObjectNotFound'; Target = 2147483647; Run = { Find-NumaPlacement | Move-NumaProcess -Id 2147483647 } }
        @{ Id = 'NumaCpuNotAllowed'; Category = 'PermissionDenied'; Target = 'node 0: CPU 63'; Run = { $absent | Start-NumaProcess (Get-Process -Id $PID).Path } }
    )
    if ($IsLinux) {
        $cases += @(
            @{ Id = 'NumaCellNotAllowed'; Category = 'PermissionDenied'; Target = 'node 0: CPU 63'; Run = { $foreign | Start-NumaProcess sh -MemoryPolicy Interleave } }
            @{ Id = 'NumaMemoryNotFree'; Category = 'ResourceUnavailable'; Target = 'node 0: CPU 63'; Run = { $full | Start-NumaProcess sh } }
        )
    }
    # In the place of ssh stands a script, which no other system starts.
    if ($IsLinux) {
        $cases += @(
            @{ Id = 'NumaHostUnreachable'; Category = 'ConnectionError'; Target = 'unreachable'; Run = { $env:PATH = "${clients}:$path"; Get-NumaCell -HostName unreachable } }
            @{ Id = 'NumaHostAccessDenied'; Category = 'AuthenticationError'; Target = 'denied'; Run = { $env:PATH = "${clients}:$path"; Get-NumaCell -HostName denied } }
            @{ Id = 'NumaHostFailed'; Category = 'InvalidResult'; Target = 'failed'; Run = { $env:PATH = "${clients}:$path"; Get-NumaCell -HostName failed } }
            @{ Id = 'NumaHostAnswerInvalid'; Category = 'InvalidData'; Target = 'garbage'; Run = { $env:PATH = "${clients}:$path"; Get-NumaCell -HostName garbage } }
            @{ Id = 'NumaHostAnswerTooLarge'; Category = 'LimitsExceeded'; Target = 'large'; Run = { $env:PATH = "${clients}:$path"; Get-NumaCell -HostName large } }
            @{
                Id = 'NumaHostAnswerEndless'; Category = 'OperationTimeout'; Target = 'endless'
                Run = { $env:PATH = "${clients}:$path"; Get-NumaCell -HostName endless -ConnectingTimeout 300 }
            }
        )
    }
}

BeforeAll {
    Import-Module $Manifest
    $flat = (Resolve-Path (Join-Path $PSScriptRoot '../Machines/flat.numa')).ProviderPath
    $reserved = (Resolve-Path (Join-Path $PSScriptRoot '../Machines/reserved.numa')).ProviderPath
    $received = [pscustomobject]@{ CellId = 0; PSComputerName = 'db7' }
    # A placement of this machine that it does not have, as after CPUs or memory were taken from it.
    function Get-Placement([string]$Cpus, [int]$CellId, [long]$Bytes) {
        $placement = Find-NumaPlacement -Snapshot $flat
        $share = [NumaTopology.MemoryShare]::new()
        [NumaTopology.MemoryShare].GetProperty('CellId').SetValue($share, $CellId)
        [NumaTopology.MemoryShare].GetProperty('Bytes').SetValue($share, $Bytes)
        [NumaTopology.NumaPlacement].GetProperty('Memory').SetValue($placement, [NumaTopology.MemoryShare[]]@(if ($Bytes) { $share }))
        [NumaTopology.NumaPlacement].GetProperty('Cpus').SetValue($placement, [NumaTopology.CpuSet]$Cpus)
        [NumaTopology.NumaPlacement].GetProperty('Snapshot').SetValue($placement, $null)
        $placement
    }
    $absent = Get-Placement 63 0 0
    $foreign = Get-Placement 63 900 4KB
    $full = Get-Placement 63 0 1PB
    Push-Location $TestDrive
    $path = $env:PATH
    $clients = (New-Item clients -ItemType Directory).FullName
    Set-Content clients/ssh.exe ''
    Set-Content clients/ssh @'
#!/bin/sh
while [ "$1" != -- ]; do shift; done
begin() { echo 'NumaTopology snapshot 1'; }
case $2 in
    unreachable) echo 'ssh: Could not resolve hostname unreachable' >&2; exit 255 ;;
    denied) echo 'denied: Permission denied (publickey).' >&2; exit 255 ;;
    failed) exit 3 ;;
    garbage) echo 'Welcome!' ;;
    large) begin; yes '# x' ;;
    endless) begin; while echo '#'; do sleep 0.1; done ;;
esac
'@
    if ($IsLinux) { chmod +x clients/ssh }
    New-Item folder -ItemType Directory | Out-Null
    Set-Content text.txt 'no snapshot'
    Copy-Item $flat whole.numa
    (Get-Content (Join-Path $PSScriptRoot '../Machines/windows-devices.numa')) -replace 'Intel\(R\) Ethernet Controller X520', 'NVIDIA A100' | Set-Content twins.numa
    Get-Content $flat | Select-Object -SkipLast 3 | Set-Content cut.numa
    Get-Content $flat | ForEach-Object { $_; if ($_ -eq '= sys/devices/system/node/node0/cpulist') { ' zero' } } | Set-Content malformed.numa
}

AfterAll {
    Pop-Location
}

Describe '<Id>' -ForEach $cases {
    It 'has the category <Category> and the target <Target>' {
        $Error.Clear()
        try { & $Run 2>$null | Out-Null } catch { $null = $_ } finally { $env:PATH = $path }
        $Error.Count | Should -Be 1
        $raised = $Error[0]
        $raised.FullyQualifiedErrorId | Should -BeLike "$Id,NumaTopology.Commands.*Command"
        $raised.CategoryInfo.Category | Should -Be $Category
        # A path is told whole, as the system writes it.
        "$($raised.TargetObject)".Replace($TestDrive + [IO.Path]::DirectorySeparatorChar, '').Replace('\', '/') | Should -Be "$Target"
        $raised.Exception.Message | Should -Not -BeNullOrEmpty
    }
}

Describe 'The list of errors' {
    It 'is whole: every id that the library holds is raised above, but those of other systems' {
        $source = Join-Path $PSScriptRoot '../../src/NumaTopology.PowerShell/Errors.cs'
        $ids = Select-String '"((Numa|Snapshot|Ssh|Topology|Platform)[A-Z]\w+)", ErrorCategory' $source -AllMatches | ForEach-Object { $_.Matches.Groups[1].Value }
        # A system that is neither, a file that its owner hides from us, what a container, an old kernel or Windows refuses, and kernel threads, which a container does not see.
        $elsewhere = 'PlatformUnsupported', 'SnapshotUnreadable'
        $elsewhere += 'NumaPolicyRefused', 'NumaBindingNotSupported', 'NumaProcessNotBound', 'NumaProcessAccessDenied', 'NumaKernelThread'
        $raised = Select-String "\bId = '(\w+)';" $PSCommandPath | ForEach-Object { $_.Matches.Groups[1].Value }
        $ids | Where-Object { $_ -notin $raised -and $_ -notin $elsewhere } | Should -BeNullOrEmpty
    }
}
