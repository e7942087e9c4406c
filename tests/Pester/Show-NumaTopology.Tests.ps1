param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machines = Join-Path $PSScriptRoot '../Machines'
    $hmat = Join-Path $machines 'hmat.numa'
}

Describe 'Show-NumaTopology' {
    It 'draws <Name> in <Width> columns' -ForEach @(
        foreach ($name in 'hmat', 'windows-2x64', 'ladder') { foreach ($width in 40, 80, 200) { @{ Name = $name; Width = $width } } }
    ) {
        $lines = Show-NumaTopology (Join-Path $machines "$name.numa") -Width $width
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual $width
        $machine = Get-NumaCapabilities (Join-Path $machines "$name.numa")
        foreach ($cell in $machine.Cells) { $lines -match "\bnode $($cell.Id)\b" | Should -Not -BeNullOrEmpty }
    }

    It 'writes strings without escape sequences into a pipeline' {
        $lines = Show-NumaTopology $hmat -Width 80 | ForEach-Object { $_ }
        $lines | Should -BeOfType [string]
        $lines | Should -Not -Match '\e'
    }

    It 'asks for colour only as $PSStyle says' -Skip:(-not $PSStyle) {
        $before, $noColor = $PSStyle.OutputRendering, $env:NO_COLOR
        try {
            $env:NO_COLOR = $null
            $PSStyle.OutputRendering = 'Ansi'
            "$(Show-NumaTopology $hmat)" | Should -Match '\e\['
            $PSStyle.OutputRendering = 'PlainText'
            "$(Show-NumaTopology $hmat)" | Should -Not -Match '\e'
            $PSStyle.OutputRendering = 'Ansi'
            $env:NO_COLOR = '1'
            "$(Show-NumaTopology $hmat)" | Should -Not -Match '\e'
        } finally {
            $PSStyle.OutputRendering = $before
            $env:NO_COLOR = $noColor
        }
    }

    It 'has only ASCII where the locale has no more' {
        $before = $env:LC_ALL
        try {
            $env:LC_ALL = 'C'
            Show-NumaTopology $hmat | Should -Not -Match '[^ -~]'
        } finally {
            $env:LC_ALL = $before
        }
    }

    It 'marks a placement on its machine, piped or given' {
        $placement = Find-NumaPlacement -Cpu 2 -Memory 100MB -Snapshot $hmat
        $piped = $placement | Show-NumaTopology -Width 80
        ($piped -match "placement 1: CPUs $($placement.Cpus); 100 MiB").Count | Should -Be 1
        Show-NumaTopology $hmat -Width 80 -Placement $placement | Should -Be $piped
        Get-NumaCapabilities $hmat | Show-NumaTopology -Width 80 -Placement $placement | Should -Be $piped
    }

    It 'marks placements of several machines each on its own' {
        $both = @(Find-NumaPlacement 1 -Snapshot $hmat) + @(Find-NumaPlacement 1 -Snapshot (Join-Path $machines 'ladder.numa')) | Show-NumaTopology -Width 80
        ($both -match 'placement 1: ').Count | Should -Be 2
        ($both -match '^distances').Count | Should -Be 2
    }

    It 'marks reservations' {
        $lines = Get-NumaReservation (Join-Path $machines 'reserved.numa') | Show-NumaTopology -Width 80
        $lines -match 'web.service: CPUs 2-3' | Should -Not -BeNullOrEmpty
    }

    It 'marks processes, piped or given' {
        # Threads 500 to 502 last ran on CPUs 0, 8 and 9 and are bound to them (compose.d/machines.sh).
        $reserved = Join-Path $machines 'reserved.numa'
        $processes = Get-NumaProcess -Snapshot $reserved
        $lines = $processes | Show-NumaTopology -Width 80
        $lines -match 'qemu-system-x86 \(500\): CPUs 8-9; 2 threads' | Should -HaveCount 1
        Show-NumaTopology $reserved -Width 80 -Process $processes | Should -Be $lines
    }

    It 'draws an SVG document that is XML and needs nothing else' {
        $picture = Show-NumaTopology $hmat -As Svg
        $picture | Should -HaveCount 1
        $document = [xml]$picture
        $document.DocumentElement.NamespaceURI | Should -Be 'http://www.w3.org/2000/svg'
        $document.SelectNodes('//@*[local-name() = "href" or local-name() = "src"]').Count | Should -Be 0
        ($document.GetElementsByTagName('text') | Where-Object InnerText -Match '^node \d').Count | Should -Be 4
    }

    It 'draws no SVG of several machines: a file of two documents is not valid' {
        $ladder = Join-Path $machines 'ladder.numa'
        $file = Join-Path $TestDrive 'two.svg'
        { Show-NumaTopology $hmat, $ladder -As Svg | Set-Content $file } | Should -Throw '-As Svg draws one machine, *foreach*' -ErrorId 'NumaRequestContradicts,*'
        $file | Should -Not -Exist
        { Get-Item $hmat, $ladder | Show-NumaTopology -As Svg } | Should -Throw -ErrorId 'NumaRequestContradicts,*'
        { @(Find-NumaPlacement 1 -Snapshot $hmat) + @(Find-NumaPlacement 1 -Snapshot $ladder) | Show-NumaTopology -As Svg } | Should -Throw -ErrorId 'NumaRequestContradicts,*'
        foreach ($machine in Get-NumaCapabilities $hmat, $ladder) { ([xml]($machine | Show-NumaTopology -As Svg)).svg | Should -Not -BeNullOrEmpty }
    }

    It 'is what docs shows: <Name>' -ForEach @(
        @{ Name = 'ladder.svg'; Draw = { Show-NumaTopology ladder.numa -As Svg } }
        @{ Name = 'placement.svg'; Draw = { Find-NumaPlacement -Cpu 4 -Memory 600MB -Snapshot hmat.numa | Show-NumaTopology -As Svg } }
    ) {
        Push-Location $machines
        try { $picture = & $Draw } finally { Pop-Location }
        $shown = Get-Content (Join-Path $PSScriptRoot "../../docs/pictures/$Name") -Raw -Encoding UTF8
        $picture | Should -BeExactly $shown.Replace("`r`n", "`n")
    }

    It 'refuses a placement of a machine that is not drawn' {
        $placement = Find-NumaPlacement 1 -Snapshot $hmat
        { Show-NumaTopology (Join-Path $machines 'ladder.numa') -Placement $placement -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
    }

    It 'refuses what is no machine, placement or reservation' {
        { 'text' | Show-NumaTopology -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
        { Show-NumaTopology $hmat -Placement 'text' -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
        { Show-NumaTopology $hmat -Width 30 -ErrorAction Stop } | Should -Throw
    }

    It 'draws each node by itself with -NoFold' {
        (Show-NumaTopology (Join-Path $machines 'ladder.numa') -NoFold -Width 80) -match '^\W+socket \d' | Should -HaveCount 4
    }

    It 'takes files from the pipeline' {
        ((Get-Item $hmat, (Join-Path $machines 'ladder.numa') | Show-NumaTopology) -match '^distances').Count | Should -Be 2
    }

    It 'draws this machine' {
        { Show-NumaTopology -ErrorAction Stop -WarningAction SilentlyContinue } | Should -Not -Throw
    }
}
