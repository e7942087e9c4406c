# Processes that are moved: their CPUs are those of the placement. That memory is moved too is tried in tests/Beds/guests, on a machine of several nodes.
param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $hmat = Join-Path $PSScriptRoot '../Machines/hmat.numa'
    $onWindows = $PSVersionTable.PSEdition -eq 'Desktop' -or $IsWindows
    # This very PowerShell, which waits.
    $shell, $first = (Get-Process -Id $PID).Path, @()
    if ((Split-Path $shell -Leaf) -match '^dotnet(\.exe)?$') { $first = @(Join-Path $PSHOME pwsh.dll) }
    $started = Start-NumaProcess $shell ($first + @('-NoProfile', '-NonInteractive', '-Command', 'Start-Sleep 300')) -CellId 0 -NoNewWindow -PassThru
}

AfterAll {
    if ($started) { Stop-Process -Id $started.Id }
}

Describe 'Move-NumaProcess' {
    It 'moves a process of Get-Process to the CPUs of a placement' -Skip:([bool]$env:WINEPREFIX) {
        $placement = Find-NumaPlacement 1
        $moved = Get-Process -Id $started.Id | Move-NumaProcess -InputObject $placement -PassThru
        $moved.Id | Should -Be $started.Id
        "$($moved.Cpus)" | Should -Be "$($placement.Cpus)"
        $moved.Moved | Should -BeNullOrEmpty
    }

    It 'moves memory on Linux, and warns that Windows does not' {
        $moved = Find-NumaPlacement 1 | Move-NumaProcess -Id $started.Id -Memory -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
        if ($onWindows) {
            $moved.Remaining | Should -BeNullOrEmpty
            "$warnings" | Should -Match 'Windows cannot move the memory'
        } elseif (@(Get-NumaCell).Count -eq 1) {
            $moved.Moved, $moved.Remaining | Should -Be 0, 0
        } else {
            $moved.Remaining | Should -Not -BeNullOrEmpty
        }
    }

    It 'returns nothing unless asked' {
        Find-NumaPlacement 1 | Move-NumaProcess -Id $started.Id | Should -BeNullOrEmpty
    }

    It 'moves nothing with -WhatIf, and takes what Start-NumaProcess returns' {
        $started | Move-NumaProcess -InputObject (Find-NumaPlacement 1) -PassThru -WhatIf | Should -BeNullOrEmpty
    }

    It 'refuses a placement of another machine' {
        { Find-NumaPlacement 2 -Snapshot $hmat | Move-NumaProcess -Id $started.Id -ErrorAction Stop } | Should -Throw -ErrorId 'NumaPlacementElsewhere,*'
    }

    It 'refuses a process of another machine, and what is no process' {
        $placement = Find-NumaPlacement 1
        $foreign = Get-Process -Id $started.Id | Select-Object Id, Name, @{ Name = 'PSComputerName'; Expression = { 'db8' } }
        { $foreign | Move-NumaProcess -InputObject $placement -ErrorAction Stop } | Should -Throw -ErrorId 'NumaProcessElsewhere,*'
        { Get-NumaCell 0 | Move-NumaProcess -InputObject $placement -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
    }

    It 'does not prompt for a placement' {
        { Move-NumaProcess $started.Id -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
    }

    It 'shows a table' {
        $moved = Find-NumaPlacement 1 | Move-NumaProcess -Id $started.Id -PassThru
        $table = ($moved | Out-String -Width 80).Replace("`r`n", "`n") -replace '\e\[[0-9;]*m', ''
        $table.Trim("`n").Split("`n")[0].TrimEnd() | Should -BeExactly '      Id Name             Threads Cpus         MemoryCells       Moved Remaining'
    }
}
