param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machines = (Resolve-Path (Join-Path $PSScriptRoot '../Machines')).ProviderPath
    Push-Location $machines
    $changed = Join-Path $TestDrive 'changed.numa'
    (Get-Content flat.numa) -replace 'Node 1 MemTotal: +\d+', 'Node 1 MemTotal: 262144' | Set-Content $changed
    $windows = Join-Path $TestDrive 'windows.numa'
    (Get-Content windows-2x64.numa) -replace '^: 0a15 .*', ': 0a1f' | Set-Content $windows
}

AfterAll {
    Pop-Location
}

Describe 'Compare-NumaTopology' {
    It 'says nothing of equal machines' {
        Compare-NumaTopology flat.numa flat.numa | Should -BeNullOrEmpty
        Compare-NumaTopology windows-2x64.numa windows-2x64.numa -IgnoreNumbering | Should -BeNullOrEmpty
    }

    It 'names the value that differs, and what it means' {
        $found = Compare-NumaTopology flat.numa $changed -WarningAction SilentlyContinue
        @($found).Count | Should -Be 1
        $found.Path | Should -Be 'Cells[1].Memory'
        $found.Difference | Should -Be 256MB
        $found.Impact | Should -BeLike 'There is * less memory on node 1; *.'
        $found.Snapshot | Should -Be $changed
    }

    It 'compares Windows machines' {
        $found = Compare-NumaTopology windows-2x64.numa $windows -WarningAction SilentlyContinue
        $found.Path | Should -Be 'Cells[0].Distances[1].Value'
        $found.Reference, $found.Difference | Should -Be 21, 31
        (Compare-NumaTopology windows-hmat-1.numa windows-hmat-2.numa).Path | Should -BeLike 'Interconnects*'
    }

    It 'takes capabilities, paths and files, from the pipeline too' {
        $reference = Get-NumaCapabilities flat.numa
        (Get-NumaCapabilities $changed -WarningAction SilentlyContinue | Compare-NumaTopology $reference).Path | Should -Be 'Cells[1].Memory'
        (Get-Item $changed | Compare-NumaTopology flat.numa -WarningAction SilentlyContinue).Path | Should -Be 'Cells[1].Memory'
        ($changed | Compare-NumaTopology (Get-Item flat.numa) -WarningAction SilentlyContinue).Path | Should -Be 'Cells[1].Memory'
        (Compare-NumaTopology flat.numa (Join-Path $TestDrive 'chang*.numa') -WarningAction SilentlyContinue).Path | Should -Be 'Cells[1].Memory'
    }

    It 'takes what remoting left of capabilities' {
        $received = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-NumaCapabilities ladder.numa)))
        Compare-NumaTopology ladder.numa $received | Should -BeNullOrEmpty
        $received.Fingerprint | Should -Be (Get-NumaCapabilities ladder.numa).Fingerprint
    }

    It 'compares this machine when no other is given' {
        Compare-NumaTopology (Get-NumaCapabilities) -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'matches nodes by structure with -IgnoreNumbering' {
        # Nodes 1 and 3 of these machines have changed places.
        (Compare-NumaTopology flat.numa limits.numa).Path -like 'Cells*' | Should -Be 'Cells[1].Memory', 'Cells[3].Memory'
        (Compare-NumaTopology flat.numa limits.numa -IgnoreNumbering).Path -like 'Cells*' | Should -BeNullOrEmpty
    }

    It 'lists equal values with -IncludeEqual' {
        $all = Compare-NumaTopology flat.numa $changed -IncludeEqual -WarningAction SilentlyContinue
        ($all | Where-Object -Not IsEqual).Path | Should -Be 'Cells[1].Memory'
        ($all | Where-Object IsEqual).Path | Should -Contain 'Cells[0].Memory'
    }

    It 'ends where the reference cannot be read, and goes on where another machine cannot' {
        { Compare-NumaTopology none.numa flat.numa } | Should -Throw -ErrorId 'SnapshotNotFound,*'
        { Compare-NumaTopology 'limits*.numa' flat.numa } | Should -Throw '*matches 2 snapshots*'
        $found = 'none.numa', $changed | Compare-NumaTopology flat.numa -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $found.Path | Should -Be 'Cells[1].Memory'
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'SnapshotNotFound,*'
        { Get-NumaCell -Snapshot flat.numa | Compare-NumaTopology flat.numa -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
    }

    It 'shows a table of 80 columns, with the host where machines are several' {
        $lines = Compare-NumaTopology hmat.numa edge.numa | Out-String -Width 80 -Stream
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $lines = 'edge.numa', 'limits.numa' | Compare-NumaTopology hmat.numa | Out-String -Width 80 -Stream
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $lines -match '^HostName' | Should -Not -BeNullOrEmpty
    }

    It 'breaks a path before its last part, and says what several CPUs do not report' {
        $lines = Compare-NumaTopology devices.numa hmat.numa | Out-String -Width 80 -Stream
        $at = [array]::FindIndex($lines, [Predicate[string]] { $args[0] -match '^Cells\[0\]\.Processors\[0-1,4-5\] +0; 0; 2; 2 ' })
        $at | Should -BeGreaterThan 0
        $lines[$at + 1] | Should -Match '^\.Die '
        $lines = Get-Item devices.numa, hmat.numa | Compare-NumaTopology hmat.numa | Out-String -Width 80 -Stream
        $lines -match '^\S+ +Cells\[0\]\.Processors\[0-1, +0; 0; 2;' | Should -HaveCount 1
        $lines -match '^\S* +4-5\]\.Die ' | Should -HaveCount 1
    }
}

Describe 'Fingerprint' {
    It 'groups machines of one structure' {
        $groups = Get-NumaCapabilities flat.numa, limits.numa, edge.numa | Group-Object Fingerprint -NoElement
        $groups | ForEach-Object Count | Sort-Object | Should -Be 1, 2
    }
}
