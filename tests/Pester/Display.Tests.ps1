# What a person sees at a console of 80 columns: live objects, and what remoting leaves of them, in the same tables.
param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeDiscovery {
    $views = @(
        @{
            Name = 'cells'
            Run  = { Get-NumaCell -Snapshot $clustered }
            Text = @'
  Id Group         Memory           Free      Available CPUs
  -- -----         ------           ----      --------- ----
   0 0          32.00 GiB      20.00 GiB      28.00 GiB 0-7
   1 0          32.00 GiB      20.00 GiB      28.00 GiB 8-15
   2 1          32.00 GiB      20.00 GiB      28.00 GiB 16-23
   3 1          32.00 GiB      20.00 GiB      28.00 GiB 24-31
'@
        }
        @{
            Name = 'free memory'
            Run  = { Get-NumaCellFreeMemory -Snapshot $clustered }
            Text = @'
  Id         Memory           Free      Available
  --         ------           ----      ---------
   0      32.00 GiB      20.00 GiB      28.00 GiB
   1      32.00 GiB      20.00 GiB      28.00 GiB
   2      32.00 GiB      20.00 GiB      28.00 GiB
   3      32.00 GiB      20.00 GiB      28.00 GiB
'@
        }
        @{
            Name = 'distances'
            Run  = { Get-NumaDistance 0 -Snapshot $clustered }
            Text = @'
From   To       Value Hops Path                 ReadLatency ReadBandwidth
----   --       ----- ---- ----                 ----------- -------------
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
Name             Kind        Cell Address                Size Model
----             ----        ---- -------                ---- -----
PhysicalDrive0   Disk           1 0000:01:00.0     931.51 GiB Samsung SSD 980
PhysicalDrive1   Disk           0 0000:00:17.0  14,902.00 GiB ST16000NM001G
'@
        }
        @{
            Name = 'placements'
            Run  = { Find-NumaPlacement 10 40GB -Count 2 -Snapshot $clustered }
            Text = @'
Rank Cells    CPUs                 Worst   Mean Memory
---- -----    ----                 -----   ---- ------
   1 0,1      0-9                     12   11.0 0: 28.00 GiB, 1: 12.00 GiB
   2 2,3      16-25                   12   11.0 2: 28.00 GiB, 3: 12.00 GiB
'@
        }
    )
}

BeforeAll {
    Import-Module $Manifest
    $clustered = Join-Path $PSScriptRoot '../Machines/windows-sub-numa.numa'
    $devices = Join-Path $PSScriptRoot '../Machines/windows-devices.numa'

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
            $null = $locked.AddScript("Import-Module '$(Resolve-Path $Manifest)'; `$clustered = '$clustered'; `$devices = '$devices'").AddStatement()
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
        $cell.Cpus.Ids | Should -Be (16..23)
        $cell.Distances[3].Value | Should -Be 12
        $cell.Processors[7].Siblings.Ids | Should -Be 22, 23
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

    It 'fit 80 columns for eight cells of 64 processors' {
        $ladder = Get-NumaCapabilities (Join-Path $PSScriptRoot '../Machines/ladder.numa')
        (Format-Plain $ladder.Cells) -split "`n" | Where-Object Length -GT 80 | Should -BeNullOrEmpty
    }
}
