param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $laptop = Join-Path $PSScriptRoot '../Machines/windows-hybrid-laptop.numa'
}

Describe 'Get-NumaCapabilities' {
    It 'tells the whole machine in one object' {
        $machine = Get-NumaCapabilities $laptop
        $machine.OperatingSystem | Should -Be 'Windows 10.0.26100'
        $machine.Architecture | Should -Be 'x86_64'
        $machine.OnlineCpus.ToString() | Should -Be '0-7'
        $machine.AllowedCpus.ToString() | Should -Be '0-7'
        $machine.Cells.Count | Should -Be 1
    }

    It 'has each processor with its core, siblings and kind' {
        $processors = (Get-NumaCapabilities $laptop).Cells[0].Processors
        $processors.Siblings -join ' ' | Should -Be '0-1 0-1 2-3 2-3 4 5 6 7'
        $processors | Group-Object CoreKind | ForEach-Object Count | Should -Be 4, 4
        ($processors | Where-Object CoreKind -EQ Performance).Id | Should -Be 0, 1, 2, 3
    }

    It 'has the caches with who shares them' {
        $caches = (Get-NumaCapabilities $laptop).Caches
        ($caches | Where-Object Level -EQ 2).Cpus -join ' ' | Should -Be '0-1 2-3 4-7'
        ($caches | Where-Object Level -EQ 3).Size | Should -Be 12MB
    }

    It 'becomes JSON that other programs can read' {
        $json = Get-NumaCapabilities $laptop | ConvertTo-Json -Depth 8 | ConvertFrom-Json
        $json.Cells[0].Memory | Should -Be 16GB
        $json.Cells[0].Processors[7].Core | Should -Be 5
    }

    It 'answers for the machine that a file from the pipeline keeps' {
        (Get-Item $laptop | Get-NumaCapabilities).Snapshot | Should -Be (Resolve-Path $laptop).ProviderPath
    }

    It 'names on -Verbose what the machine does not report, and eight CPUs of a kind in one line' {
        $said = (Get-NumaCapabilities (Join-Path $PSScriptRoot '../Machines/hmat.numa') -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] }).Message
        $said | Should -Contain 'Not reported by hmat.numa: sys/class/infiniband.'
        $said | Should -Contain 'Not reported by hmat.numa: sys/devices/system/cpu/cpu0/cpu_capacity and 7 like it.'
        $said.Count | Should -BeLessThan 30
    }

    It 'says on -Verbose and in a warning what a recorded machine refused' {
        $kept = Join-Path $TestDrive 'refused.numa'
        @(
            'NumaTopology snapshot 2', 'system: Linux', '/ sys/devices/system/node', ' node0'
            '= sys/devices/system/node/node0/cpulist', ' 0-1', '! sys/devices/system/node/node0/meminfo', '. 3'
        ) | Set-Content $kept
        $machine = Get-NumaCapabilities $kept -Verbose -WarningVariable warned 3>$null 4>&1
        $warned.Message | Should -Be "$((Resolve-Path $kept).ProviderPath): sys/devices/system/node/node0/meminfo could not be read: refused on the recorded machine."
        $machine.Message | Should -Contain 'Refused by refused.numa: sys/devices/system/node/node0/meminfo: refused on the recorded machine.'
        ($machine | Where-Object Cells).Cells[0].Memory | Should -BeNullOrEmpty
    }

    It 'reads this machine' {
        $machine = Get-NumaCapabilities
        $machine.HostName | Should -Be ([Net.Dns]::GetHostName())
        $machine.Snapshot | Should -BeNullOrEmpty
    }
}
