param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machine = Join-Path $PSScriptRoot '../Machines/windows-devices.numa'
}

Describe 'Get-NumaDevice' {
    It 'lists adapters of hardware, and warns of what it cannot list' {
        $adapters = Join-Path $PSScriptRoot '../Machines/windows-adapters.numa'
        (Get-NumaDevice -Snapshot $adapters -WarningVariable said -WarningAction SilentlyContinue).Name |
            Should -Be 'Intel(R) Wi-Fi 6E AX210 160MHz', 'Realtek USB GbE Family Controller'
        $said | Should -BeLike '*is not listed*'
    }

    It 'gives disks, network and display adapters with the cell that each hangs at' {
        $devices = Get-NumaDevice -Snapshot $machine
        $devices.Name | Should -Be PhysicalDrive0, PhysicalDrive1, PhysicalDrive2, 'Intel(R) Ethernet Controller X520', 'NVIDIA A100'
        $devices.CellId | Should -Be 1, 0, $null, 1, $null
    }

    It 'says who told the cell' {
        (Get-NumaDevice -Kind Network -Snapshot $machine).CellSource | Should -Be Parent
        (Get-NumaDevice -Kind Disk -Snapshot $machine).CellSource | Should -Be Device, Device, $null
    }

    It 'measures the distance from a cell' {
        (Get-NumaDevice -Kind Disk -From 0 -Snapshot $machine).Distance | Should -Be 21, 10, $null
    }

    It 'finds by wildcard, and a wildcard that finds nothing is no error' {
        (Get-NumaDevice 'nvidia*' -Snapshot $machine).Kind | Should -Be Gpu
        Get-NumaDevice 'amd*' -Snapshot $machine -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'takes cells from the pipeline' {
        (Get-NumaCell 1 -Snapshot $machine | Get-NumaDevice -Kind Disk).Name | Should -Be PhysicalDrive0
    }

    It 'reads this machine' {
        Get-NumaDevice -ErrorAction Stop -ErrorVariable trouble | Out-Null
        $trouble | Should -BeNullOrEmpty
    }
}
