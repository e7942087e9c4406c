param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machines = Join-Path $PSScriptRoot '../Machines'
    $hmat = Join-Path $machines 'hmat.numa'
    $clustered = Join-Path $machines 'windows-sub-numa.numa'
}

Describe 'Get-NumaCell' {
    It 'gives the cells of <Name> with the processors <Cpus>' -ForEach @(
        @{ Name = 'flat.numa'; Cpus = '0-1 2-3 4-5 6-7' }
        @{ Name = 'hmat.numa'; Cpus = '0-1,4-5 2-3 6-7 ' }
        @{ Name = 'windows-altra-2x80.numa'; Cpus = '0-79 80-159' }
        @{ Name = 'windows-node-over-groups.numa'; Cpus = '0-95' }
        @{ Name = 'windows-cxl.numa'; Cpus = '0-3 4-7 ' }
    ) {
        (Get-NumaCell -Snapshot (Join-Path $machines $Name)).Cpus -join ' ' | Should -Be $Cpus
    }

    It 'gives the cells asked for, by number, list or range: <Asked>' -ForEach @(
        @{ Asked = 2; Ids = 2 }
        @{ Asked = 3, 1; Ids = 3, 1 }
        @{ Asked = '1..3'; Ids = 1, 2, 3 }
        @{ Asked = '0,2-3'; Ids = 0, 2, 3 }
    ) {
        (Get-NumaCell $Asked -Snapshot $hmat).Id | Should -Be $Ids
    }

    It 'has the CPUs one by one, and the devices, when asked in detail' {
        $plain, $detailed = (Get-NumaCell 1 -Snapshot $hmat), (Get-NumaCell 1 -Detailed -Snapshot $hmat)
        $plain.Processors, $plain.Devices | Should -Be $null, $null
        $detailed.Processors.Id | Should -Be 2, 3
        $detailed.Devices.Name | Should -Be nvme0n1
    }

    It 'says how a snapshot is named when one stands in the place of a node' {
        { Get-NumaCell hmat.numa } | Should -Throw "*'hmat.numa' is neither a node number nor a range such as 0..3. Use -Snapshot for a file."
    }

    It 'answers the others when one cell is not there' {
        (Get-NumaCell 0, 9 -Snapshot $hmat -ErrorAction SilentlyContinue -ErrorVariable missing).Id | Should -Be 0
        $missing.FullyQualifiedErrorId | Should -Be 'NumaCellNotFound,NumaTopology.Commands.GetNumaCellCommand'
    }

    It 'tells memory in bytes, so that it sorts and adds up as a number' {
        (Get-NumaCell -Snapshot $clustered | Measure-Object Memory -Sum).Sum | Should -Be (128GB)
        (Get-NumaCell -Snapshot $clustered | Sort-Object AvailableMemory -Descending)[0].AvailableMemory | Should -Be (28GB)
    }

    It 'says what a cell is made of and from what that was concluded' {
        $cells = Get-NumaCell -Snapshot (Join-Path $machines 'windows-memory-only.numa')
        $cells.Id | Should -Be 0, 1, 3
        $cells.Kind | Should -Be Ordinary, Ordinary, MemoryOnly
        $cells.KindSource | Should -Not -BeNullOrEmpty
    }

    It 'compares sets of processors by what they hold' {
        $cell = Get-NumaCell 1 -Snapshot $hmat
        $cell.Cpus -eq [NumaTopology.CpuSet]'2-3' | Should -BeTrue
        Get-NumaCell -Snapshot $hmat | Group-Object Cpus | ForEach-Object Count | Should -Be 1, 1, 1, 1
        (Get-NumaCell -Snapshot $hmat | Where-Object { $_.Cpus.Contains(5) }).Id | Should -Be 0
    }

    It 'differs for Compare-Object from the cell of another machine that has its number' {
        $differences = Compare-Object (Get-NumaCell -Snapshot (Join-Path $machines 'flat.numa')) (Get-NumaCell -Snapshot $hmat)
        ($differences | Where-Object SideIndicator -EQ '<=').InputObject.Id | Should -Be 0, 1, 2, 3
        ($differences | Where-Object SideIndicator -EQ '=>').InputObject.Id | Should -Be 0, 1, 2, 3
    }

    It 'is the same for Compare-Object wherever the machine was recorded, and differs in what it says' {
        $flat = Join-Path $machines 'flat.numa'
        Copy-Item $flat (Join-Path $TestDrive 'copy.numa')
        Compare-Object (Get-NumaCell -Snapshot $flat) (Get-NumaCell -Snapshot (Join-Path $TestDrive 'copy.numa')) | Should -BeNullOrEmpty
        (Get-Content $flat -Raw) -replace 'Node 1 MemTotal: +\d+', 'Node 1 MemTotal: 400000' | Set-Content (Join-Path $TestDrive 'less.numa') -NoNewline
        $differences = Compare-Object (Get-NumaCell -Snapshot $flat) (Get-NumaCell -Snapshot (Join-Path $TestDrive 'less.numa'))
        $differences.InputObject.Id | Should -Be 1, 1
        $differences.InputObject.Memory | Should -Be (400000 * 1KB), (515424 * 1KB)
    }

    It 'is sorted by number' {
        $scaled = Join-Path $TestDrive 'eleven.numa'
        $facts = 0..10 | ForEach-Object { "= sys/devices/system/node/node$_/cpulist`n $_" }
        "NumaTopology snapshot 1`nsystem: Linux`n/ sys/devices/system/node`n$((0..10 | ForEach-Object { " node$_" }) -join "`n")`n$($facts -join "`n")`n. 12" | Set-Content $scaled
        (Get-NumaCell -Snapshot $scaled | Sort-Object -Descending).Id | Should -Be (10..0)
    }

    It 'takes capabilities from the pipeline and answers as the machine does' {
        $pulled = Get-NumaCapabilities -Snapshot $hmat | Get-NumaCell 3
        $pulled.Memory | Should -Be (Get-NumaCell 3 -Snapshot $hmat).Memory
    }

    It 'gives the node of a piped device, and refuses what only its machine would be meant of' {
        Get-NumaDevice vda -Snapshot $hmat | Get-NumaCell | ForEach-Object Id | Should -Be 2
        { Get-NumaDistance 2 3 -Snapshot $hmat | Get-NumaCell -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
        (Get-Item $hmat).FullName | ForEach-Object { { $_ | Get-NumaCell -ErrorAction Stop } } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
    }

    It 'takes files and folders from Get-ChildItem, and many paths' {
        $files = Get-ChildItem (Join-Path $machines 'limits*.numa') | Sort-Object Name
        $cells = $files | Get-NumaCell 0
        $cells.Snapshot | Should -Be $files.FullName
        ($files | Get-NumaCell | Measure-Object).Count | Should -Be 7
        (Get-NumaCell 0 -Snapshot (Join-Path $machines 'limits*.numa')).Snapshot | Sort-Object | Should -Be ($files.FullName | Sort-Object)
    }

    It 'counts for the only node what the host has, where a virtual machine grew, and gives both numbers' {
        $cell = Get-NumaCell -Snapshot (Join-Path $machines 'grown-vm.numa') -WarningVariable warned -WarningAction SilentlyContinue
        $cell.Memory, $cell.NodeMemory | Should -Be (24684084 * 1KB), (9017344 * 1KB)
        $cell.MemorySource | Should -Be Host
        "$warned" | Should -BeLike "Node 0 reports 8.60 GiB of memory, but *grown-vm.numa: proc/meminfo reports 23.54 GiB; the host's is used as the node's memory."
        (Find-NumaPlacement 1 10GB -Snapshot $cell.Snapshot -WarningAction SilentlyContinue).Memory.Bytes | Should -Be 10GB
        ConvertTo-NumaXml -Snapshot $cell.Snapshot -WarningAction SilentlyContinue | Should -BeLike "*<memory unit='KiB'>9017344</memory>*"
    }

    It 'reads this machine' {
        $cells = Get-NumaCell
        $cells.Count | Should -BeGreaterThan 0
        ($cells.Cpus | ForEach-Object Count | Measure-Object -Sum).Sum | Should -BeGreaterOrEqual ([Environment]::ProcessorCount)
    }
}

Describe 'Objects that another program made of a machine' {
    It 'are no question to this machine: <Text>' -ForEach @(
        @{ Text = 'JSON'; Object = '{"HostName":"db7","Snapshot":null,"Cells":[]}' | ConvertFrom-Json }
        @{ Text = 'a row of CSV'; Object = [pscustomobject]@{ From = 0; Snapshot = '' } }
        @{ Text = 'a node of another host'; Object = [pscustomobject]@{ CellId = 0; HostName = 'db7' } }
    ) {
        foreach ($command in 'Get-NumaCell', 'Get-NumaCellFreeMemory', 'Get-NumaDevice') {
            { $Object | & $command -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*' -Because $command
        }
    }

    It 'are a question where they name a node of this machine' {
        ([pscustomobject]@{ CellId = 0; HostName = [Environment]::MachineName } | Get-NumaCell -WarningAction SilentlyContinue).Id | Should -Be 0
    }
}
