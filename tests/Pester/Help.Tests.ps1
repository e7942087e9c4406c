# The examples of the help pages, run: what a page prints is what the module prints.
param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeDiscovery {
    Import-Module $Manifest
    $pages = Join-Path $PSScriptRoot '../../docs/NumaTopology'
    $commands = (Get-Module NumaTopology).ExportedCmdlets.Keys | Sort-Object | ForEach-Object { @{ Command = $_ } }
    $examples = foreach ($page in Get-ChildItem $pages -Filter *-Numa*.md) {
        $text = (Get-Content $page.FullName -Raw -Encoding UTF8).Replace("`r`n", "`n")
        foreach ($match in [regex]::Matches($text, '### (Example \d+: [^\n]+)\n\n```powershell\n((?:(?!```).)*?)\n```\n\n```Output\n(.*?)\n```', 'Singleline')) {
            @{ Page = $page.BaseName; Title = $match.Groups[1].Value; Code = $match.Groups[2].Value; Output = $match.Groups[3].Value }
        }
    }
}

BeforeAll {
    Import-Module $Manifest

    # The page names files alone. A path is cut before the object is shown: how a line breaks at 80 columns is then the same in any checkout.
    filter Format-Path {
        if ($_.Snapshot) { $_ | Add-Member NoteProperty Snapshot (Split-Path $_.Snapshot -Leaf) -Force }
        $_
    }
}

Describe 'The page of <Command> and the cmdlet' -ForEach $commands {
    BeforeAll {
        $page = (Get-Content (Join-Path $PSScriptRoot "../../docs/NumaTopology/$Command.md") -Raw -Encoding UTF8).Replace("`r`n", "`n")
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
        $parameters = (Get-Command $Command).Parameters.Values |
            Where-Object { $_.Name -notin $common -and -not ($_.Attributes | Where-Object DontShow) }
    }

    It 'name the same parameters' {
        $named = [regex]::Matches($page, '(?m)^### -(\w+)$') | ForEach-Object { $_.Groups[1].Value }
        $named | Sort-Object | Should -Be ($parameters.Name | Sort-Object)
    }

    It 'agree on what binds from the pipeline' {
        foreach ($parameter in $parameters) {
            $told = [regex]::Match($page, "(?s)### -$($parameter.Name)\n.*?ValueFromPipeline: (\w+)\n.*?ValueFromPipelineByPropertyName: (\w+)\n")
            $sets = $parameter.ParameterSets.Values
            $told.Groups[1].Value | Should -Be ([string][bool]($sets | Where-Object ValueFromPipeline)) -Because "-$($parameter.Name)"
            $told.Groups[2].Value | Should -Be ([string][bool]($sets | Where-Object ValueFromPipelineByPropertyName)) -Because "-$($parameter.Name)"
        }
    }

    It 'are told by the help that is shipped' {
        $synopsis = (Get-Help $Command).Synopsis.Trim()
        $page.Contains("## SYNOPSIS`n`n$synopsis`n") | Should -BeTrue -Because "the page begins with '$synopsis'"
        $shown = (Get-Help $Command -Examples | Out-String -Width 500) -replace '\s'
        foreach ($code in [regex]::Matches($page, '(?s)```powershell\n(.*?)\n```')) {
            $shown.Contains(($code.Groups[1].Value -replace '\s')) | Should -BeTrue -Because "the examples have '$($code.Groups[1].Value)'"
        }
    }
}

Describe 'The page of <Page>' -ForEach $examples {
    It '<Title>' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
        $machines = (Resolve-Path (Join-Path $PSScriptRoot '../Machines')).ProviderPath
        Push-Location $machines
        try {
            $printed = & ([scriptblock]::Create($Code)) 2>&1 | Format-Path | Out-String -Width 80
        } finally {
            Pop-Location
        }
        $printed = $printed.Replace("`r`n", "`n") -replace '\e\[[0-9;]*m', '' -replace ' +\n', "`n"
        $printed.Trim("`n") | Should -BeExactly $Output
    }
}
