# What a person sees at a console of 80 columns: live objects, and what remoting leaves of them, in the same tables.
param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeDiscovery {
    $views = @(
        @{
            Name = 'cells'
            Run  = { Get-NumaCell -Snapshot $clustered }
            Text = @'
  Id Group     Memory FreeMemory AvailableMemory CPUs
  -- -----     ------ ---------- --------------- ----
   0 0      32.00 GiB  20.00 GiB       28.00 GiB 0-7
   1 0      32.00 GiB  20.00 GiB       28.00 GiB 8-15
   2 1      32.00 GiB  20.00 GiB       28.00 GiB 16-23
   3 1      32.00 GiB  20.00 GiB       28.00 GiB 24-31
'@
        }
        @{
            Name = 'cells that are not all ordinary'
            Run  = { Get-NumaCell -Snapshot $cxl }
            Text = @'
  Id Group     Memory FreeMemory AvailableMemory Kind             CPUs
  -- -----     ------ ---------- --------------- ----             ----
   0 0      16.00 GiB   8.00 GiB       10.00 GiB Ordinary         0-3
   1 0      16.00 GiB  10.00 GiB       11.00 GiB Ordinary         4-7
   2        32.00 GiB  31.00 GiB       31.00 GiB MemoryOnly
'@
        }
        @{
            Name = 'equal parts of many nodes'
            Run  = { Find-NumaPlacement 4 8GB -Goal Bandwidth -Snapshot $levels }
            Text = @'
Rank Cells    CPUs         WorstDistance MeanDistance Memory
---- -----    ----         ------------- ------------ ------
   1 0-15     0,2,4,6                 34         29.3 0-15: 512 MiB each
'@
        }
        @{
            # A seventh of 6 GiB; two nodes make no range.
            Name = 'equal parts of nodes whose numbers have gaps'
            Run  = { Get-NumaCell 0, 1, 2, 3, 5, 8, 9 -Snapshot $levels | Find-NumaPlacement 4 6GB -Goal Bandwidth }
            Text = @'
Rank Cells    CPUs         WorstDistance MeanDistance Memory
---- -----    ----         ------------- ------------ ------
   1 0-3,5,8, 0,2,4,6                 34         25.7 0-3: 877.7 MiB each
     9                                                5: 877.7 MiB
                                                      8: 877.7 MiB
                                                      9: 877.7 MiB
'@
        }
        @{
            Name = 'sets of processors'
            Run  = { (Get-NumaCell -Snapshot $clustered).Cpus }
            Text = "0-7`n8-15`n16-23`n24-31"
        }
        @{
            Name = 'free memory'
            Run  = { Get-NumaCellFreeMemory -Snapshot $clustered }
            Text = @'
  Id     Memory FreeMemory AvailableMemory
  --     ------ ---------- ---------------
   0  32.00 GiB  20.00 GiB       28.00 GiB
   1  32.00 GiB  20.00 GiB       28.00 GiB
   2  32.00 GiB  20.00 GiB       28.00 GiB
   3  32.00 GiB  20.00 GiB       28.00 GiB
'@
        }
        @{
            Name = 'distances'
            Run  = { Get-NumaDistance 0 -Snapshot $clustered }
            Text = @'
From   To       Value Hops Paths                ReadLatency ReadBandwidth
----   --       ----- ---- -----                ----------- -------------
   0    0          10    0
   0    1          12    0
   0    2          21    1
   0    3          21    1
'@
        }
        @{
            Name = 'a matrix'
            Run  = { Get-NumaDistance -Matrix -Snapshot $clustered }
            Text = @'
node     0    1    2    3

   0:   10   12   21   21
   1:   12   10   21   21
   2:   21   21   10   12
   3:   21   21   12   10
'@
        }
        @{
            Name = 'devices'
            Run  = { Get-NumaDevice -CellId 0, 1 -Snapshot $devices | Where-Object Kind -EQ Disk }
            Text = @'
Name               Kind        CellId Address            Size Model
----               ----        ------ -------            ---- -----
PhysicalDrive0     Disk             1 0000:01:00.0 931.51 GiB Samsung SSD 980
                                                              PRO 1TB
PhysicalDrive1     Disk             0 0000:00:17.0  14.55 TiB ST16000NM001G
'@
        }
        @{
            Name = 'devices with their distance from a cell'
            Run  = { Get-NumaDevice -From 0 -Snapshot $devices }
            Text = @'
Name               Kind        CellId Distance       Size Model
----               ----        ------ --------       ---- -----
PhysicalDrive0     Disk             1       21 931.51 GiB Samsung SSD 980
                                                          PRO 1TB
PhysicalDrive1     Disk             0       10  14.55 TiB ST16000NM001G
PhysicalDrive2     Disk             ?        ?  28.65 GiB SanDisk Ultra USB
                                                          Device
Intel(R) Ethernet  Network          1       21
Controller X520
NVIDIA A100        Gpu              ?        ?
'@
        }
        @{
            Name = 'placements'
            Run  = { Find-NumaPlacement 10 40GB -Count 2 -Snapshot $clustered }
            Text = @'
Rank Cells    CPUs         WorstDistance MeanDistance Memory
---- -----    ----         ------------- ------------ ------
   1 0,1      0-9                     12         11.0 0: 28.00 GiB
                                                      1: 12.00 GiB
   2 2,3      16-25                   12         11.0 2: 28.00 GiB
                                                      3: 12.00 GiB
'@
        }
        @{
            Name = 'cells of several machines'
            Run  = { Get-NumaCell 0, 2 -Snapshot $limits, $clustered }
            Text = @'
HostName           Id Group     Memory FreeMemory AvailableMemory CPUs
--------           -- -----     ------ ---------- --------------- ----
limits.numa         0        502.3 MiB  446.9 MiB       416.1 MiB 0-1
limits.numa         2        503.3 MiB  440.9 MiB       413.1 MiB 4-5
windows-sub-numa    0 0      32.00 GiB  20.00 GiB       28.00 GiB 0-7
.numa
windows-sub-numa    2 1      32.00 GiB  20.00 GiB       28.00 GiB 16-23
.numa
'@
        }
        @{
            Name = 'matrices of several machines'
            Run  = { Get-NumaDistance 0 0..1 -Matrix -Snapshot $limits, $clustered }
            Text = @'
Host: limits.numa
node     0    1

   0:   10   20

Host: windows-sub-numa.numa
node     0    1

   0:   10   12
'@
        }
        @{
            Name = 'placements on several machines'
            Run  = { Find-NumaPlacement 10 40GB -Snapshot $clustered, $ladder }
            Text = @'
HostName     Rank Cells    CPUs         WorstDistance MeanDistance Memory
--------     ---- -----    ----         ------------- ------------ ------
windows-sub-    1 0,1      0-9                     12         11.0 0: 28.00 GiB
numa.numa                                                          1: 12.00 GiB
'@
        }
    )
}

BeforeAll {
    Import-Module $Manifest
    $clustered = Join-Path $PSScriptRoot '../Machines/windows-sub-numa.numa'
    $devices = Join-Path $PSScriptRoot '../Machines/windows-devices.numa'
    $limits = Join-Path $PSScriptRoot '../Machines/limits.numa'
    $ladder = Join-Path $PSScriptRoot '../Machines/ladder.numa'
    $levels = Join-Path $PSScriptRoot '../Machines/three-levels.numa'
    $cxl = Join-Path $PSScriptRoot '../Machines/windows-cxl.numa'

    function Format-Plain($Objects) {
        $text = ($Objects | Out-String -Width 80).Replace("`r`n", "`n") -replace '\e\[[0-9;]*m'
        # Where a value is cut Windows PowerShell writes three dots and PowerShell one character, after two more of the value.
        $text = $text -replace '(\.\.\.|..\u2026)(?= *\n)'
        ($text -split "`n" | ForEach-Object TrimEnd | Out-String).Replace("`r`n", "`n").Trim("`n")
    }
}

Describe 'The table of <Name>' -ForEach $views {
    It 'fits 80 columns and reads as expected' {
        Format-Plain (& $Run) | Should -BeExactly $Text.Replace("`r`n", "`n")
    }

    It 'is the same for what remoting leaves of the objects' {
        $received = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(@(& $Run)))
        Format-Plain $received | Should -BeExactly $Text.Replace("`r`n", "`n")
    }

    It 'is the same in ConstrainedLanguage' {
        $locked = [powershell]::Create()
        try {
            $paths = "`$clustered = '$clustered'; `$devices = '$devices'; `$cxl = '$cxl'; `$levels = '$levels'; `$limits = '$limits'; `$ladder = '$ladder'"
            $null = $locked.AddScript("Import-Module '$(Resolve-Path $Manifest)'; $paths").AddStatement()
            $null = $locked.AddScript("`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; $Run | Out-String -Width 80")
            Format-Plain ($locked.Invoke() -join '') | Should -BeExactly $Text.Replace("`r`n", "`n")
            $locked.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $locked.Dispose()
        }
    }
}

Describe 'Objects in other forms' {
    It 'are columns of a table of values that a person can read: <Column>' -ForEach @(
        @{ Column = 'Cpus'; Value = '8-15' }
        @{ Column = 'Memory'; Value = '34359738368' }
        @{ Column = 'Distances'; Value = '1>0: 12; 1>1: 10; 1>2: 21; 1>3: 21'.Replace('>', [string][char]0x2192) }
        @{ Column = 'Pages'; Value = '4KiB: 5242880 of 8388608 free; 2MiB: ? of ? free' }
        @{ Column = 'Group'; Value = '0' }
    ) {
        (Get-NumaCell -Snapshot $clustered | ConvertTo-Csv | ConvertFrom-Csv)[1].$Column | Should -BeExactly $Value
    }

    It 'are JSON of a stable form, without a cycle' {
        $once, $again = 1..2 | ForEach-Object { Get-NumaCapabilities $clustered | ConvertTo-Json -Depth 8 -WarningAction Stop }
        $again | Should -BeExactly $once
        $cell = ($once | ConvertFrom-Json).Cells[2]
        $cell.Id | Should -Be 2
        $cell.Cpus.List | Should -Be '16-23'
        $cell.Distances[3].Value | Should -Be 12
        $cell.Processors[7].Siblings.List | Should -Be '22-23'
    }

    It 'say unknown memory as unknown: <Name>' -ForEach @(
        @{ Name = 'of a machine that tells none'; Lines = @(' 0-1'); Said = 'unknown' }
        @{ Name = 'of one node of two'; Lines = @(' 0-1', '= sys/devices/system/node/node0/meminfo', ' Node 0 MemTotal: 2097152 kB'); Said = '2.00 GiB (unknown of node 1)' }
        @{
            Name  = 'of no node'
            Lines = @(' 0-1', '= sys/devices/system/node/node0/meminfo', ' Node 0 MemTotal: 2097152 kB',
                '= sys/devices/system/node/node1/meminfo', ' Node 1 MemTotal: 1048576 kB')
            Said  = '3.00 GiB'
        }
    ) {
        $file = Join-Path $TestDrive 'memory.numa'
        $text = @('NumaTopology snapshot 1', 'system: Linux', '/ sys/devices/system/node', ' node0', ' node1', '= sys/devices/system/node/node0/cpulist')
        $text += $Lines + @('= sys/devices/system/node/node1/cpulist', ' 2-3')
        $text + ". $(@($text -match '^[=/] ').Count)" | Set-Content $file
        $printed = Get-NumaCapabilities $file | Out-String
        [regex]::Match($printed, '(?m)^Memory +: (.*?)\r?$').Groups[1].Value | Should -BeExactly $Said
    }

    It 'say the ways between cells in short: <From> to <To> of <Name> <Path>' -ForEach @(
        @{ Name = 'hmat.numa'; From = 2; To = 3; Path = '2>1>0>3' }
        @{ Name = 'ladder.numa'; From = 0; To = 3; Path = 'via 1 or 2' }
        @{ Name = 'ladder.numa'; From = 0; To = 1; Path = '' }
        @{ Name = 'edge.numa'; From = 2; To = 3; Path = '2>0>3' }
    ) {
        $distance = Get-NumaDistance $From $To -Snapshot (Join-Path $PSScriptRoot "../Machines/$Name")
        foreach ($object in $distance, [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($distance))) {
            (Format-Plain $object).Split("`n")[2].PadRight(60).Substring(27, 20).TrimEnd().Replace([string][char]0x2192, '>') | Should -BeExactly $Path
        }
    }

    It 'are lists with units where the list of their machine stands before them' {
        $printed = & { Get-NumaCapabilities $clustered; Get-NumaCell 1 -Snapshot $clustered } | Out-String
        $printed | Should -Match '(?m)^FreeMemory +: 20.00 GiB\r?$'
    }

    It 'are a matrix wherever it stands in a pipeline, and rows of numbers for other programs' {
        $hmat = Join-Path $PSScriptRoot '../Machines/hmat.numa'
        $matrix = "node     0    1    2    3`n`n   0:   10   21   31   17`n   1:   21   10   21   28`n   2:   31   21   10   38`n   3:   17   28   38   10"
        foreach ($first in { Get-NumaCell -Snapshot $hmat }, { Get-NumaCapabilities $hmat }, { Get-NumaDistance 0 -Snapshot $hmat }) {
            Format-Plain (& { & $first; Get-NumaDistance -Matrix -Snapshot $hmat }) | Should -BeLike "*`n$matrix"
        }
        Get-NumaDistance -Matrix -Snapshot $hmat | Select-Object * -ExcludeProperty HostName, Snapshot | ConvertTo-Csv | ForEach-Object { $_ -replace '"' } |
            Should -Be 'From,0,1,2,3', '0,10,21,31,17', '1,21,10,21,28', '2,31,21,10,38', '3,17,28,38,10'
        (Get-NumaDistance 2 -Matrix -Snapshot $hmat | ConvertTo-Json -WarningAction Stop | ConvertFrom-Json).'3' | Should -Be 38
        (Get-NumaDistance -Matrix -Snapshot $hmat | Where-Object 3 -LT 20).From | Should -Be 0, 3
    }

    It 'have unknown distances as nothing and the unreachable as 255' {
        $rows = Get-NumaDistance -Matrix -Snapshot (Join-Path $PSScriptRoot '../Machines/edge.numa')
        $rows[1].'3' | Should -Be 255
        Format-Plain $rows[1] | Should -BeExactly ('   1:   25   10   21    {0}' -f [char]0x221E)
        $rows = Get-NumaDistance -Matrix -Snapshot (Join-Path $PSScriptRoot '../Machines/windows-split-nodes.numa') -WarningAction Ignore
        $rows[0].'1' | Should -BeNullOrEmpty
        Format-Plain $rows[0] | Should -BeLike '*   0:   10    -   21    -'
    }

    It 'are one first screen: sockets, cores, CPUs, memory, nodes and distances' {
        $text = Format-Plain (Get-NumaCapabilities (Join-Path $PSScriptRoot '../Machines/edge.numa'))
        $text | Should -Match 'OnlineCpus +: 0-7 \(4 sockets, 8 cores, 8 CPUs\)\n'
        $text | Should -Match 'Memory +: 1.36 GiB\n'
        $text | Should -Match 'Cells +: 4 nodes\n +0: CPUs 0-3; '
        $text | Should -Match '\n +1: CPUs 4-5; no memory; ProcessorOnly\n'
        $text | Should -Match '\n +3: no CPUs; .+; MemoryOnly\n'
        $text | Should -Match 'Distances +: node     0    1    2    3\n +0:   10   15   20   17\n'
        $text -split "`n" | Where-Object Length -GT 80 | Where-Object { $_ -notmatch '^Snapshot' } | Should -BeNullOrEmpty
        $laptop = Join-Path $PSScriptRoot '../Machines/windows-hybrid-laptop.numa'
        Format-Plain (Get-NumaCapabilities $laptop) | Should -Match '(?m)^Cells +: 1 node: all memory is local to all CPUs$'
    }

    It 'do not call memory local to CPUs in no node' {
        $file = Join-Path $TestDrive 'rest.numa'
        'NumaTopology snapshot 1', 'system: Linux', '/ sys/devices/system/node', ' node1', '= sys/devices/system/cpu/online', ' 0-3',
        '= sys/devices/system/node/node1/cpulist', ' 2-3',
        '= sys/devices/system/node/node1/meminfo', ' Node 1 MemTotal: 1048576 kB', '. 4' | Set-Content $file
        Format-Plain (Get-NumaCapabilities $file) | Should -Match 'Cells +: 1 node\n +1: CPUs 2-3; 1.00 GiB\n +-: 2 CPUs in no node\n'
    }

    It 'choose the unit of a size: <Bytes> bytes are <Said>' -ForEach @(
        @{ Bytes = 0; Said = '0 KiB' }, @{ Bytes = 512KB; Said = '512 KiB' }, @{ Bytes = 145MB; Said = '145 MiB' }
        @{ Bytes = 1.5GB; Said = '1.50 GiB' }, @{ Bytes = 1536GB; Said = '1.50 TiB' }
    ) {
        $file = Join-Path $TestDrive 'size.numa'
        'NumaTopology snapshot 1', 'system: Linux', '/ sys/devices/system/node', ' node0', '= sys/devices/system/node/node0/cpulist', ' 0-1',
        '= sys/devices/system/node/node0/meminfo', " Node 0 MemTotal: $($Bytes / 1KB) kB", ' Node 0 MemFree: 0 kB', '. 3' | Set-Content $file
        (Format-Plain (Get-NumaCellFreeMemory -Snapshot $file)).Split("`n")[2].Substring(5, 10).Trim() | Should -BeExactly $Said
    }

    It 'do not break a line of a list inside a word' {
        $limits = Format-Plain (Get-NumaCapabilities (Join-Path $PSScriptRoot '../Machines/limits.numa'))
        $limits | Should -Match '\(hugetlb\.2MB\.max of\n +cgroup /outer group/inner\)'
        $cell = Format-Plain (Get-NumaCell 0 -Snapshot (Join-Path $PSScriptRoot '../Machines/ladder.numa') | Format-List)
        $cell | Should -Match ('0{0}5: 22,\n +0{0}6: 16' -f [char]0x2192)
        $cell | Should -Match '(?m)^Pages +: 4KiB: .+ free\n +2MiB: 0 of 0 free\n'
    }

    It 'do not break the name of a machine inside a word: <Command>' -ForEach @(
        @{ Command = 'Get-NumaCell' }
        @{ Command = 'Get-NumaCellFreeMemory' }
        @{ Command = 'Find-NumaPlacement' }
        @{ Command = 'Test-NumaTopology' }
    ) {
        $names = 'windows-hybrid-laptop.numa', 'windows-2x64.numa' | ForEach-Object { Join-Path $PSScriptRoot "../Machines/$_" }
        (Format-Plain (& $Command -Snapshot $names)) -split "`n" -match '^(hybrid-)?laptop(\.numa)?( |$)' | Should -Not -BeNullOrEmpty
    }

    It 'fit 80 columns for eight cells of 64 processors' {
        $ladder = Get-NumaCapabilities (Join-Path $PSScriptRoot '../Machines/ladder.numa')
        (Format-Plain $ladder.Cells) -split "`n" | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }
}
