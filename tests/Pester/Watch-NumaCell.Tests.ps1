param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machines = Join-Path $PSScriptRoot '../Machines'
    $nodes = @(Get-NumaCellFreeMemory -WarningAction SilentlyContinue)
}

Describe 'Watch-NumaCell' {
    It 'gives each node once an interval' {
        $seen = @(Watch-NumaCell -IntervalSecond 0.2 -Count 2 -WarningAction SilentlyContinue)
        $seen.Count | Should -Be (2 * $nodes.Count)
        $seen.Id | Sort-Object -Unique | Should -Be $nodes.Id
        ($seen[-1].Time - $seen[0].Time).TotalSeconds | Should -BeGreaterThan 0.1
        $seen[0].Time.Offset | Should -Be ([TimeSpan]::Zero)
        $seen | ForEach-Object { $_.Memory | Should -Be ($nodes | Where-Object Id -EQ $_.Id).Memory }
    }

    It 'has rates and shares that can be' {
        foreach ($cell in Watch-NumaCell -IntervalSecond 0.3 -Count 2 -WarningAction SilentlyContinue) {
            foreach ($name in 'Hit', 'Miss', 'Foreign', 'OtherNode', 'Promoted', 'Demoted', 'Migrated') {
                if ($null -ne $cell.$name) { $cell.$name | Should -BeGreaterOrEqual 0 -Because $name }
            }
            if ($null -ne $cell.Busy) { $cell.Busy | Should -BeGreaterOrEqual 0; $cell.Busy | Should -BeLessOrEqual 1 }
        }
    }

    It 'takes nodes from the pipeline' {
        $first = $nodes[0].Id
        (Get-NumaCell $first -WarningAction SilentlyContinue | Watch-NumaCell -IntervalSecond 0.1 -Count 1 -WarningAction SilentlyContinue).Id | Should -Be $first
        @() | Watch-NumaCell -Count 1 | Should -BeNullOrEmpty
    }

    It 'has a table with the host, of 80 columns too' {
        $row = [NumaTopology.NumaCellActivity]@{
            Id = 15; Time = [datetimeoffset]'2026-11-26T00:00:00Z'; FreeMemory = 700GB; AvailableMemory = 700GB; Busy = 1
            Miss = 12345678901; Foreign = 0; HostName = 'database12.example.com'
        }
        $row.PSObject.TypeNames.Insert(0, 'NumaTopology.NumaCellActivity#Fleet')
        $lines = @($row | Format-Table | Out-String -Width 80 -Stream | Where-Object { $_ -match '^\d|^Time' }) -replace '\e\[[0-9;]*m'
        -split $lines[0] | Where-Object { $_ } | Should -Be 'Time', 'HostName', 'Id', 'FreeMemory', 'AvailableMemory', 'Busy', 'Miss', 'Foreign'
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
    }

    It 'says that a snapshot cannot be watched' {
        { Watch-NumaCell -Snapshot (Join-Path $machines 'hmat.numa') } | Should -Throw '*needs a live machine*' -ErrorId 'SnapshotNotWatched,*'
        { Get-NumaCell -Snapshot (Join-Path $machines 'hmat.numa') | Watch-NumaCell } | Should -Throw -ErrorId 'SnapshotNotWatched,*'
        # No advice to use what is refused.
        { Watch-NumaCell hmat.numa } | Should -Throw "*'hmat.numa' is neither a node number nor a range such as 0..3. A file is not accepted, only nodes of this machine are."
        { Start-NumaProcess sh -CellId hmat.numa } | Should -Throw '*A file is not accepted*'
        { [pscustomobject]@{ CellId = 0; PSComputerName = 'db7' } | Watch-NumaCell } | Should -Throw -ErrorId 'NumaObjectRemote,*'
    }

    It 'names a node that does not exist, and watches the others' {
        $seen = Watch-NumaCell ($nodes[0].Id, 999) -IntervalSecond 0.1 -Count 1 -ErrorVariable errors -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $seen.Id | Should -Be $nodes[0].Id
        $errors[0].FullyQualifiedErrorId | Should -BeLike 'NumaCellNotFound,*'
        Watch-NumaCell 999 -ErrorAction SilentlyContinue -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'ends at once when the pipeline has enough, and on Ctrl+C' {
        (Measure-Command { Watch-NumaCell -IntervalSecond 0.1 -WarningAction SilentlyContinue | Select-Object -First 1 }).TotalSeconds | Should -BeLessThan 20
        $shell = [powershell]::Create().AddScript("Import-Module '$(Resolve-Path $Manifest)'; Watch-NumaCell -IntervalSecond 3600 -WarningAction SilentlyContinue")
        try {
            $running = $shell.BeginInvoke()
            Start-Sleep -Milliseconds 300
            (Measure-Command { $shell.Stop() }).TotalSeconds | Should -BeLessThan 20
            $running.IsCompleted | Should -BeTrue
        } finally {
            $shell.Dispose()
        }
    }

    It 'has an example in its help where what one node lacks another one gives, in the same interval' {
        # Documentation/admin-guide/numastat.rst: each numa_foreign has a numa_miss on another node.
        $example = (Get-Help Watch-NumaCell).examples.example[0] | Out-String
        $rows = [regex]::Matches($example, '(?m)^(?<Time>\d\d:\S+) .*% +\S+ +(?<Miss>[\d,]+) +(?<Foreign>[\d,]+)\s*$')
        $rows.Count | Should -BeGreaterThan 3
        foreach ($interval in $rows | Group-Object { $_.Groups['Time'].Value }) {
            $missed, $foreign = foreach ($name in 'Miss', 'Foreign') { ($interval.Group.ForEach{ $_.Groups[$name].Value } | Sort-Object) -join ' ' }
            $missed | Should -Be $foreign -Because $interval.Name
        }
    }

    It 'shows a table of 80 columns whose columns stay where they are' {
        $rows = foreach ($hour in 0..3) {
            foreach ($id in 0, 15) {
                $values = @{
                    Id = $id; Time = [datetimeoffset]"2026-11-26T0$($hour):00:00Z"; FreeMemory = [long](1KB * [Math]::Pow(1024, $hour)); AvailableMemory = 700GB
                    Busy = $hour / 3; Hit = 12 * [Math]::Pow(1000, $hour); Miss = 0; Foreign = if ($id) { $null } else { 1234567 }
                }
                [NumaTopology.NumaCellActivity]$values
            }
        }
        $lines = @($rows | Format-Table | Out-String -Width 80 -Stream | Where-Object { $_ -match '^\d|^Time' }) -replace '\e\[[0-9;]*m'
        $lines.Count | Should -Be 9
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        # The first digit of a right-aligned column moves, its end does not.
        foreach ($line in $lines | Select-Object -Skip 1) {
            $line.Substring(8, 5) | Should -Match '^ +\d+$'
            $line.Substring(24, 16) | Should -Be '      700.00 GiB'
            $line.Substring(40, 6) | Should -Match '^ +\d+%$'
        }
    }
}
