# Programs that are started bound. What they are bound to they say themselves, on Linux in /proc, on Windows by the affinity of their process.
param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $hmat = Join-Path $PSScriptRoot '../Machines/hmat.numa'
    $onWindows = $PSVersionTable.PSEdition -eq 'Desktop' -or $IsWindows
    # A program of each system that ends with the exit code 7, and one that writes a word.
    $leave = if ($onWindows) { @{ FilePath = $env:ComSpec; ArgumentList = '/c', 'exit 7' } } else { @{ FilePath = 'sh'; ArgumentList = '-c', 'exit 7' } }
    $say = if ($onWindows) { @{ FilePath = $env:ComSpec; ArgumentList = '/c', 'echo', 'word' } } else { @{ FilePath = 'echo'; ArgumentList = 'word' } }
}

# Wine has no affinity of other processes; its bed starts and refuses programs itself.
Describe 'Start-NumaProcess' -Skip:([bool]$env:WINEPREFIX) {
    It 'starts a program on a placement and returns how it is bound' {
        $placement = Find-NumaPlacement 1
        $process = $placement | Start-NumaProcess @leave -NoNewWindow -Wait -PassThru
        $process | Should -BeOfType NumaTopology.NumaStartedProcess
        $process.ExitCode | Should -Be 7
        "$($process.Requested.Cpus)" | Should -Be "$($placement.Cpus)"
        "$($process.Effective.Cpus)" | Should -Be "$($placement.Cpus)"
        $process.Differences | Should -BeNullOrEmpty
        $process.MemoryPolicy | Should -BeNullOrEmpty
    }

    It 'returns nothing unless asked' {
        Start-NumaProcess @leave -Cpu 1 -NoNewWindow -Wait | Should -BeNullOrEmpty
    }

    It 'writes output into a file' {
        $file = Join-Path $TestDrive out
        Start-NumaProcess @say -Cpu 1 -NoNewWindow -Wait -RedirectStandardOutput $file
        Get-Content $file | Should -Be word
    }

    It 'starts the program on the CPUs of nodes' {
        $cell = Get-NumaCell | Where-Object { $_.Cpus.Count } | Select-Object -First 1
        $process = Start-NumaProcess @leave -CellId $cell.Id -NoNewWindow -Wait -PassThru
        ([NumaTopology.CpuSet]$process.Effective.Cpus).IsSubsetOf($cell.Cpus) | Should -BeTrue
    }

    It 'binds memory on Linux, and says that Windows does not' {
        $process = Start-NumaProcess @leave -CellId 0 -MemoryPolicy Bind -NoNewWindow -Wait -PassThru -ErrorAction SilentlyContinue -ErrorVariable refused
        if ($onWindows) {
            $process | Should -BeNullOrEmpty
            $refused[0].FullyQualifiedErrorId | Should -BeLike 'NumaBindingNotSupported,*'
        } else {
            "$($process.Effective)" | Should -Match 'memory Bind 0$'
        }
    }

    It 'starts nothing on a placement of another machine' {
        { Find-NumaPlacement 2 -Snapshot $hmat | Start-NumaProcess @leave -ErrorAction Stop } | Should -Throw -ErrorId 'NumaPlacementElsewhere,*'
    }

    It 'writes the output of one program into a file' {
        $file = Join-Path $TestDrive both
        $placement = Find-NumaPlacement 1
        $placement, $placement | Start-NumaProcess @say -NoNewWindow -Wait -RedirectStandardOutput $file -ErrorAction SilentlyContinue -ErrorVariable refused
        $refused.FullyQualifiedErrorId | Should -BeLike 'NumaRequestContradicts,*'
        Get-Content $file | Should -Be word
    }

    It 'does not prompt for a placement' {
        { Start-NumaProcess @leave -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
    }

    It 'starts nothing with -WhatIf' {
        $file = Join-Path $TestDrive none
        Start-NumaProcess @say -Cpu 1 -NoNewWindow -Wait -RedirectStandardOutput $file -PassThru -WhatIf | Should -BeNullOrEmpty
        $file | Should -Not -Exist
    }

    It 'shows a table' {
        $process = Start-NumaProcess @leave -Cpu 1 -NoNewWindow -Wait -PassThru
        $table = ($process | Out-String -Width 80).Replace("`r`n", "`n") -replace '\e\[[0-9;]*m', ''
        $table.Trim("`n").Split("`n")[0].TrimEnd() | Should -BeExactly '      Id Name             Cpus           MemoryPolicy       MemoryCells'
    }
}
