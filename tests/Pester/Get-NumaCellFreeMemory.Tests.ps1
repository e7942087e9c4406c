param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $altra = Join-Path $PSScriptRoot '../Machines/windows-altra-2x80.numa'
}

Describe 'Get-NumaCellFreeMemory' {
    It 'tells what is free and what could be had, in bytes' {
        $cells = Get-NumaCellFreeMemory -Snapshot $altra
        $cells.Id | Should -Be 0, 1
        # 100 GiB zeroed and 100 or 101 GiB free; 30 GiB standby.
        $cells.FreeMemory | Should -Be 200GB, 201GB
        $cells.AvailableMemory | Should -Be 230GB, 231GB
    }

    It 'takes one cell, a range, and cells from the pipeline' {
        (Get-NumaCellFreeMemory 1 -Snapshot $altra).Id | Should -Be 1
        (Get-NumaCellFreeMemory 0..1 -Snapshot $altra).Id | Should -Be 0, 1
        (Get-NumaCell -Snapshot $altra | Get-NumaCellFreeMemory).FreeMemory | Should -Be 200GB, 201GB
    }

    It 'leaves unknown what the machine does not tell' {
        $cells = Get-NumaCellFreeMemory -Snapshot (Join-Path $PSScriptRoot '../Machines/windows-only-numanode.numa')
        $cells.FreeMemory | Should -Be $null, $null
    }

    It 'reads this machine, and no more is free than there is' {
        $cells = Get-NumaCellFreeMemory
        $cells | Where-Object { $null -ne $_.FreeMemory -and $_.FreeMemory -gt $_.Memory } | Should -BeNullOrEmpty
        ($cells | Measure-Object Memory -Sum).Sum | Should -BeGreaterThan 0
    }
}
