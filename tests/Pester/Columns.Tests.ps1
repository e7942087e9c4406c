# What a table calls a column is what Where-Object, Sort-Object and Select-Object find.
param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeDiscovery {
    Import-Module $Manifest
    [xml]$formats = Get-Content (Join-Path (Get-Module NumaTopology).ModuleBase 'NumaTopology.Format.ps1xml') -Raw
    $tables = foreach ($view in $formats.Configuration.ViewDefinitions.View | Where-Object { $_['TableControl'] }) {
        foreach ($name in $view.ViewSelectedBy.TypeName) {
            @{ Name = $name; Columns = @($view.TableControl.TableHeaders.TableColumnHeader.Label) }
        }
    }
}

BeforeAll {
    Import-Module $Manifest
    $machines = Join-Path $PSScriptRoot '../Machines'
}

Describe 'The table of <Name>' -ForEach $tables {
    It 'has columns that are properties: <Columns>' {
        $type = ($Name -split '#')[0]
        $properties = @(([type]$type).GetProperties().Name) + @((Get-TypeData $type).Members.Keys)
        $Columns | Where-Object { $_ -notin $properties } | Should -BeNullOrEmpty
    }
}

Describe 'What a person types of a column' {
    It 'finds, sorts and selects' {
        (Get-NumaDevice -Snapshot (Join-Path $machines 'windows-devices.numa') | Where-Object CellId -EQ 1).Name | Should -Be PhysicalDrive0, 'Intel(R) Ethernet Controller X520'
        (Get-NumaCell -Snapshot (Join-Path $machines 'hmat.numa') | Sort-Object FreeMemory | Select-Object -First 1).Id | Should -Be 0
        (Get-NumaCell 1 -Snapshot (Join-Path $machines 'hmat.numa') | Select-Object Memory).Memory | Should -Be 527794176
        (Get-NumaCapabilities (Join-Path $machines 'hmat.numa')).Memory | Should -Be (526221312 + 527794176 + 527794176 + 479649792)
    }

    It 'gives no sum where memory of a node is unknown' {
        $file = Join-Path $TestDrive 'unknown.numa'
        'NumaTopology snapshot 1', 'system: Linux', '/ sys/devices/system/node', ' node0', ' node1', '= sys/devices/system/node/node0/cpulist', ' 0-1',
        '= sys/devices/system/node/node0/meminfo', ' Node 0 MemTotal: 2097152 kB', '= sys/devices/system/node/node1/cpulist', ' 2-3', '. 4' | Set-Content $file
        (Get-NumaCapabilities $file).Memory | Should -BeNullOrEmpty
    }
}

Describe 'A set of processors' {
    BeforeAll { $cpus = (Get-NumaCell 0 -Snapshot (Join-Path $machines 'hmat.numa')).Cpus }

    It 'is asked for a CPU, and gone through' {
        $cpus.Contains(5), $cpus.Contains(2) | Should -Be $true, $false
        $cpus.Ids -contains 5 | Should -BeTrue
        @(foreach ($id in $cpus.Ids) { $id }) | Should -Be 0, 1, 4, 5
        $cpus.Count, $cpus.First, $cpus.IsEmpty | Should -Be 4, 0, $false
        $none = (Get-NumaCell 3 -Snapshot (Join-Path $machines 'hmat.numa')).Cpus
        $none.Count, $none.Ids.Count, $none.First, $none.IsEmpty | Should -Be 0, 0, $null, $true
        ([NumaTopology.CpuSet]'7').Ids.GetType() | Should -Be ([int[]])
        $large = [NumaTopology.CpuSet]'3,64-129,1000'
        $large.Ids | Should -Be $large.ToArray()
    }

    It 'answers in ConstrainedLanguage' {
        $locked = [powershell]::Create()
        try {
            $null = $locked.AddScript("Import-Module '$(Resolve-Path $Manifest)'").AddStatement()
            $null = $locked.AddScript("`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; (Get-NumaCell 0 -Snapshot '$machines/hmat.numa').Cpus.Ids -contains 5")
            $locked.Invoke() | Should -BeTrue
        } finally {
            $locked.Dispose()
        }
    }

    It 'is short in JSON' {
        Get-NumaCell 0 -Snapshot (Join-Path $machines 'hmat.numa') | Select-Object Cpus | ConvertTo-Json -Compress | Should -Be '{"Cpus":{"Count":4,"List":"0-1,4-5"}}'
    }
}
