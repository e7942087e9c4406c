param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machines = Join-Path $PSScriptRoot '../Machines'
    $edge = Join-Path $machines 'edge.numa'
    $overlap = Join-Path $machines 'overlap.numa'
    $windows = Join-Path $machines 'windows-job.numa'
}

Describe 'Test-NumaTopology' {
    It 'gives one object for each rule of <System>' -ForEach @(
        @{ System = 'Linux'; Snapshot = 'edge.numa'; Has = 'ZoneReclaim'; Lacks = 'GroupSize' }
        @{ System = 'Windows'; Snapshot = 'windows-job.numa'; Has = 'GroupSize'; Lacks = 'ZoneReclaim' }
    ) {
        $rules = (Test-NumaTopology -Snapshot (Join-Path $machines $Snapshot)).Rule
        $rules | Should -Contain $Has
        $rules | Should -Not -Contain $Lacks
        ($rules | Sort-Object -Unique).Count | Should -Be $rules.Count
    }

    It 'says what was found, from what, why it matters, what to do and who says so' {
        $check = Test-NumaTopology NodeMemory -Snapshot $edge
        $check.Status | Should -Be Warning
        $check.Cells | Should -Be 1
        $check.Observed | Should -Be 'node 1 without memory'
        $check.Evidence | Should -Contain 'node 1: 0 bytes'
        $check.Snapshot | Should -Be (Resolve-Path $edge).ProviderPath
        foreach ($check in Test-NumaTopology * -Snapshot $edge) {
            foreach ($name in 'Observed', 'Expected', 'Why', 'Fix') { $check.$name | Should -Not -BeNullOrEmpty -Because $check.Rule }
            $check.Reference | Should -Match '^https://\S+$' -Because $check.Rule
        }
    }

    It 'takes rules by wildcards, and one of the other system is not applicable' {
        (Test-NumaTopology node*, *distance* -Snapshot $edge).Rule | Should -Be NodePerSocket, NodeMemory, LocalDistance, DistanceLevels
        (Test-NumaTopology GroupSize -Snapshot $edge).Status | Should -Be NotApplicable
    }

    It 'is an error for a rule that does not exist, and checks the others' {
        (Test-NumaTopology NodeMemory, Nodes -Snapshot $edge -ErrorVariable failure -ErrorAction SilentlyContinue).Rule | Should -Be NodeMemory
        $failure.FullyQualifiedErrorId | Should -BeLike 'NumaRuleNotFound,*'
        "$failure" | Should -BeLike "Rule 'Nodes' does not exist. Rules: NodePerSocket, *"
        "$failure" | Should -Not -BeLike '*-Snapshot*'
        $null = Test-NumaTopology (Join-Path $machines 'hmat.numa') -ErrorVariable failure -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        "$failure" | Should -BeLike "Rule '*hmat.numa' does not exist. Rules: * Use -Snapshot for a file."
    }

    It 'offers the rules' {
        (TabExpansion2 'Test-NumaTopology -Rule zo').CompletionMatches.CompletionText | Should -Be ZoneReclaim
    }

    It 'is quiet: <Answer> for <Snapshot>' -ForEach @(
        @{ Snapshot = 'edge.numa'; Answer = $true }
        @{ Snapshot = 'overlap.numa'; Answer = $false }
        @{ Snapshot = 'windows-job.numa'; Answer = $true }
    ) {
        Test-NumaTopology -Quiet -Snapshot (Join-Path $machines $Snapshot) | Should -Be $Answer
    }

    It 'is quiet: true where nothing applies, false where nothing is known' {
        Test-NumaTopology -Quiet GroupSize -Snapshot $edge | Should -BeTrue
        Test-NumaTopology -Quiet ZoneReclaim -Snapshot $edge | Should -BeFalse
    }

    It 'checks what is expected, behind the rules' {
        $expect = @{ Cells = 4; cpuspercell = '2'; MemoryPerCell = '400MB'; HugePagesPerCell = @{ '2MB' = 16 }; numa_balancing = 0 }
        $checks = Test-NumaTopology Expect.* -Expect $expect -Snapshot (Join-Path $machines 'hmat.numa')
        $checks.Rule | Should -Be Expect.Cells, Expect.CpusPerCell, Expect.MemoryPerCell, Expect.HugePagesPerCell, Expect.numa_balancing
        $checks.Status | Should -Be Pass, Fail, Pass, Fail, Unknown
        $checks[1].Cells | Should -Be 0
        (Test-NumaTopology -Expect @{ Cells = 4 } -Snapshot $edge)[-1].Rule | Should -Be Expect.Cells
    }

    It 'is quiet about what is expected: <Answer> for <Expect>' -ForEach @(
        @{ Expect = @{ Cells = 4 }; Answer = $true }
        @{ Expect = @{ Cells = 8 }; Answer = $false }
        @{ Expect = @{ swappiness = 60 }; Answer = $false }
    ) {
        Test-NumaTopology -Quiet -Expect $Expect -Snapshot $edge | Should -Be $Answer
    }

    It 'is an error to expect <Table>' -ForEach @(
        @{ Table = @{ Nodes = 4 }; Says = "-Expect has no key 'Nodes'. Keys: Cells, Sockets, *" }
        @{ Table = @{ Cells = 'many' }; Says = "'many' is not a valid Cells in -Expect; it is a whole number." }
        @{ Table = @{ Cells = -1 }; Says = "'-1' is not a valid Cells in -Expect*" }
        @{ Table = @{ Cells = $null }; Says = "'' is not a valid Cells in -Expect*" }
        @{ Table = @{ MemoryPerCell = 'much' }; Says = "'much' is not a valid MemoryPerCell in -Expect; it is a size such as 64GB." }
        @{ Table = @{ transparent_hugepage = 1 }; Says = "'1' is not a valid transparent_hugepage in -Expect; it is a word." }
        @{ Table = @{ HugePagesPerCell = @{ big = 4 } }; Says = '*is not a valid HugePagesPerCell in -Expect; it is a number, or a hashtable of sizes*' }
    ) {
        { Test-NumaTopology -Expect $Table -Snapshot $edge } | Should -Throw $Says -ErrorId 'NumaExpectationInvalid,*'
    }

    It 'checks many machines, files from the pipeline, and capabilities' {
        $all = Test-NumaTopology CoreNode -Snapshot (Join-Path $machines '*.numa') -WarningAction SilentlyContinue
        ($all | Where-Object Status -EQ Fail).Snapshot | Should -Be (Resolve-Path $overlap).ProviderPath
        (Get-Item $edge, $overlap | Test-NumaTopology CoreNode).Status | Should -Be Pass, Fail
        $checks = Get-NumaCapabilities $overlap | Test-NumaTopology CoreNode, ZoneReclaim
        $checks.Status | Should -Be Fail, Unknown
        $checks[1].Observed | Should -BeLike '* not in capabilities'
    }

    It 'shows a table of at most 80 columns, and all in a list' {
        $text = Test-NumaTopology -Snapshot $edge, $windows | Out-String -Width 80
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $list = Test-NumaTopology NodeMemory -Snapshot $edge | Format-List | Out-String -Width 80
        foreach ($name in 'Why', 'Fix', 'Reference', 'Evidence') { $list | Should -Match "(?m)^$name +: " }
    }

    It 'breaks no word in a table, and says there what was expected' {
        $expect = @{ Cells = 1; MemoryPerCell = '64GB'; transparent_hugepage = 'never' }
        $names = 'offline-cpus.numa', 'offline-node.numa', 'hmat.numa', 'ladder.numa'
        $checks = Test-NumaTopology -Expect $expect -Snapshot ($names | ForEach-Object { Join-Path $machines $_ })
        foreach ($table in ($checks | Out-String -Width 80), (Test-NumaTopology -Expect $expect -Snapshot (Join-Path $machines hmat.numa) | Out-String -Width 80)) {
            # The words of the objects, apart where a line may end: behind a blank, and in names at a dot and behind a dash, underscore or comma.
            $said = $checks | ForEach-Object { "$($_.Observed) $($_.Rule) $($_.Cells -join ',') $($_.Expected)" }
            $known = @($said) + $names + 'HostName Status Rule Cells Observed expected: Pass Fail Warning Unknown NotApplicable' -split '[\s]+|(?<=[-._,])|(?=\.)' -ne ''
            $table -split '[\s]+|(?<=[-._,])|(?=\.)' -ne '' -notmatch '^[-;]+$' | ForEach-Object { $_.TrimEnd(';') } | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty
        }
        $table | Should -Match '(?m)^Fail +Expect\.Cells +4; expected: 1'
    }

    It 'checks this machine' {
        (Test-NumaTopology -WarningAction SilentlyContinue).Count | Should -BeGreaterThan 9
    }
}
