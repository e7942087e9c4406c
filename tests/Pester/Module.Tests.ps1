# Every claim of the manifest, and that nothing else is shipped or run.
param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeDiscovery {
    Import-Module $Manifest
    $commands = (Get-Module NumaTopology).ExportedCmdlets.Keys | Sort-Object | ForEach-Object { @{ Command = $_ } }
}

BeforeAll {
    Import-Module $Manifest
    $module = Get-Module NumaTopology
    # This very PowerShell; where it is installed as a .NET tool its process is dotnet, which runs the library that it names.
    $shell, $first = (Get-Process -Id $PID).Path, @()
    if ((Split-Path $shell -Leaf) -match '^dotnet(\.exe)?$') { $first = @(Join-Path $PSHOME pwsh.dll) }
    $claims = Import-PowerShellDataFile (Join-Path $module.ModuleBase 'NumaTopology.psd1')
}

Describe 'The manifest' {
    It 'is one that PowerShell accepts' {
        Test-ModuleManifest (Join-Path $module.ModuleBase 'NumaTopology.psd1') -ErrorAction Stop | Out-Null
    }

    It 'exports by name and nothing by wildcard' {
        foreach ($list in 'CmdletsToExport', 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport') {
            $claims.ContainsKey($list) | Should -BeTrue
            $claims[$list] | Should -Not -Contain '*'
        }
    }

    It 'exports the cmdlets that the library has, no more and no fewer' {
        $there = [Reflection.Assembly]::LoadFrom((Join-Path $module.ModuleBase 'bin/NumaTopology.PowerShell.dll')).GetExportedTypes() |
            ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } |
            ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        $claims.CmdletsToExport | Sort-Object | Should -Be ($there | Sort-Object)
    }

    It 'runs here, on an edition that it names' {
        $claims.CompatiblePSEditions | Should -Contain $PSVersionTable.PSEdition
        $PSVersionTable.PSVersion | Should -BeGreaterOrEqual ([version]$claims.PowerShellVersion)
    }

    It 'needs no other module, assembly or script' {
        foreach ($need in 'RequiredModules', 'RequiredAssemblies', 'NestedModules', 'ScriptsToProcess') {
            $claims[$need] | Should -BeNullOrEmpty
        }
    }

    It 'has what the Gallery shows: description, licence, project, tags of editions and systems' {
        $claims.Description | Should -Not -BeNullOrEmpty
        $claims.PrivateData.PSData.LicenseUri | Should -Match '^https://'
        foreach ($tag in 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux') {
            $claims.PrivateData.PSData.Tags | Should -Contain $tag
        }
        $claims.PrivateData.PSData.Tags | Should -Not -Match '\s'
    }
}

Describe 'The module' {
    It 'ships its two libraries and no other' {
        Get-ChildItem (Join-Path $module.ModuleBase 'bin') -Filter *.dll | Sort-Object Name | ForEach-Object Name |
            Should -Be NumaTopology.Core.dll, NumaTopology.PowerShell.dll
    }

    It 'loads no other library when it is imported' {
        $loaded = & $shell @first -NoProfile -NonInteractive -Command @"
            `$before = [AppDomain]::CurrentDomain.GetAssemblies().Location
            Import-Module '$($module.ModuleBase)/NumaTopology.psd1'
            [AppDomain]::CurrentDomain.GetAssemblies().Location | Where-Object { `$_ -and `$_ -notin `$before } |
                ForEach-Object { Split-Path `$_ -Leaf } | Where-Object { `$_ -notmatch '^(System|Microsoft|netstandard|mscorlib)' }
"@
        $loaded | Where-Object { $_ -notlike 'NumaTopology.*.dll' } | Should -BeNullOrEmpty
    }

    It 'comes with the recorded machines that the examples of its help read' {
        $folder = 'Examples', 'tests/Machines' | ForEach-Object { Join-Path $module.ModuleBase $_ } | Where-Object { Test-Path $_ } | Select-Object -First 1
        $help = Get-Content (Join-Path $module.ModuleBase 'en-US/NumaTopology.PowerShell.dll-Help.xml') -Raw
        # Files of the reader's own are ./host17.numa and db7.numa.
        $read = [regex]::Matches($help, '(?<![\w/*-])(?!db7)[\w-]+(\.libvirt\.xml|\.numa)').Value | Sort-Object -Unique
        $read.Count | Should -BeGreaterThan 5
        $read | Where-Object { -not (Test-Path (Join-Path $folder $_)) } | Should -BeNullOrEmpty
    }

    It 'has approved verbs and singular nouns' {
        $verbs = (Get-Verb).Verb
        foreach ($name in $claims.CmdletsToExport) {
            $verbs | Should -Contain $name.Split('-')[0]
            $name | Should -Match '-Numa'
        }
    }

    It 'is taken away without a trace' {
        & $shell @first -NoProfile -NonInteractive -Command @"
            Import-Module '$($module.ModuleBase)/NumaTopology.psd1'
            Remove-Module NumaTopology
            @(Get-Module NumaTopology).Count
"@ | Should -Be 0
    }
}

Describe 'Help of <Command>' -ForEach $commands {
    BeforeAll {
        $help = Get-Help $Command -Full
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters + [System.Management.Automation.PSCmdlet]::OptionalCommonParameters
    }

    It 'says in a sentence what it does' {
        $help.Synopsis | Should -Match '\.$'
        $help.Synopsis | Should -Not -Match '\{\{|^\s*\w+-Numa'
        $help.Description.Text -join ' ' | Should -Not -BeNullOrEmpty
    }

    It 'describes every parameter' {
        foreach ($parameter in (Get-Command $Command).Parameters.Values | Where-Object Name -NotIn $common) {
            if ($parameter.Attributes | Where-Object DontShow) { continue }
            $text = ($help.parameters.parameter | Where-Object name -EQ $parameter.Name).description.Text -join ' '
            $text | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) needs words"
        }
    }

    It 'shows at least three examples with what they print' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        foreach ($example in $help.examples.example) {
            $example | Out-String | Should -Match "$Command|Numa"
        }
    }

    It 'names what comes out' {
        $help.returnValues.returnValue.type.name -join ' ' | Should -Match 'NumaTopology\.|System\.String|None'
    }
}

Describe 'The topic about_NumaTopology' {
    It 'is found and fits a console of 80 columns' {
        $topic = Join-Path $module.ModuleBase 'en-US/about_NumaTopology.help.txt'
        $topic | Should -Exist
        Get-Content $topic | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        Get-Content $topic -TotalCount 1 | Should -Be TOPIC
    }

    It 'speaks of no cmdlet that does not exist' {
        $named = Select-String '[A-Z]\w+-Numa\w+' (Join-Path $module.ModuleBase 'en-US/about_NumaTopology.help.txt') -AllMatches |
            ForEach-Object { $_.Matches.Value } | Sort-Object -Unique
        $named | Where-Object { $_ -notin $claims.CmdletsToExport } | Should -BeNullOrEmpty
    }
}
