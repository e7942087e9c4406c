param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machines = Join-Path $PSScriptRoot '../Machines'
    $all = Get-NumaReservation (Join-Path $machines 'reserved.numa')
}

Describe 'Get-NumaReservation' {
    # What the machine holds is written in tests/Machines/compose.d/machines.sh.
    It 'names <Owner>, which <Source> knows, with CPUs <Cpus>' -ForEach @(
        @{ Owner = '/vm.slice'; Source = 'Cgroup'; Cpus = '12-13'; Exclusive = $true }
        @{ Owner = 'kernel'; Source = 'IsolatedCpus'; Cpus = '14-15'; Exclusive = $true }
        @{ Owner = 'db'; Source = 'Libvirt'; Cpus = '0,8-9'; Exclusive = $false }
        @{ Owner = '0a1b/app'; Source = 'Kubelet'; Cpus = '4-5'; Exclusive = $true }
        @{ Owner = 'web.service'; Source = 'Systemd'; Cpus = '2-3'; Exclusive = $false }
        @{ Owner = 'serve (700)'; Source = 'Affinity'; Cpus = '6'; Exclusive = $false }
    ) {
        $found = $all | Where-Object Owner -EQ $Owner
        "$($found.Source) $($found.Cpus) $($found.Exclusive)" | Should -Be "$Source $Cpus $Exclusive"
    }

    It 'names nothing twice' {
        $all.Count | Should -Be 6
    }

    It 'says how much memory of which node is bound' {
        $memory = ($all | Where-Object Owner -EQ db).Memory
        $memory.Bytes | Should -Be 8GB
        $memory.Cells | Should -Be 1
        $memory.PageSize | Should -Be 1GB
        # Its process has eight pages of 1 GiB.
        $memory.Untouched | Should -Be 0
    }

    It 'says that a snapshot was exported without reservations' {
        Get-NumaReservation (Join-Path $machines 'flat.numa') -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*flat.numa*is not recorded: what is reserved is unknown. *-IncludeReservation.'
    }

    It 'takes files from the pipeline, and not capabilities' {
        (Get-Item (Join-Path $machines 'reserved.numa') | Get-NumaReservation).Count | Should -Be 6
        { Get-NumaCapabilities (Join-Path $machines 'reserved.numa') | Get-NumaReservation -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
    }

    It 'replays from a snapshot that was exported for it, and from no other' {
        $file = Join-Path $TestDrive 'with.numa'
        Export-NumaSnapshot $file -Snapshot (Join-Path $machines 'reserved.numa') -IncludeReservation
        Compare-Object $all (Get-NumaReservation $file) | Should -BeNullOrEmpty
        { Export-NumaSnapshot (Join-Path $TestDrive 'no.numa') -IncludeReservation -ExcludeIdentity } | Should -Throw -ErrorId 'NumaRequestContradicts,*'
    }

    It 'sees this machine' {
        { Get-NumaReservation -ErrorAction Stop -WarningAction SilentlyContinue } | Should -Not -Throw
    }
}
