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
    $root = Join-Path $PSScriptRoot '../..'
    $transcripts = foreach ($page in Get-ChildItem $root, (Join-Path $root docs) -Filter *.md -File) {
        $text = (Get-Content $page.FullName -Raw -Encoding UTF8).Replace("`r`n", "`n")
        foreach ($block in [regex]::Matches($text, '(?s)\n```\w*\n(PS> .*?)\n```')) {
            foreach ($run in $block.Groups[1].Value -split '(?m)^PS> ' | Where-Object { $_ }) {
                $code, $output = $run -split '\n', 2
                @{ Page = $page.Name; Code = $code; Output = $output.Trim("`n") }
            }
        }
    }
}

BeforeAll {
    Import-Module $Manifest

    # Pictures in the pages have the characters of a console that can print them.
    $encoding = [Console]::OutputEncoding
    [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
    $locale = $env:LC_ALL
    $env:LC_ALL = 'C.UTF-8'

    # The page names files alone. A path is cut before the object is shown: how a line breaks at 80 columns is then the same in any checkout.
    filter Format-Path {
        if ($_.Snapshot) { $_ | Add-Member NoteProperty Snapshot (Split-Path $_.Snapshot -Leaf) -Force }
        $_
    }
}

AfterAll {
    [Console]::OutputEncoding = $encoding
    $env:LC_ALL = $locale
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
        $shown = @((Get-Help $Command).examples.example)
        $written = @([regex]::Matches($page, '(?s)### Example \d+: [^\n]+\n(.*?)(?=\n### |\n## )') | ForEach-Object { $_.Groups[1].Value })
        $shown.Count | Should -Be $written.Count
        for ($i = 0; $i -lt $shown.Count; $i++) {
            $blocks = @([regex]::Matches($written[$i], '(?s)```\w*\n(.*?)\n```') | ForEach-Object { $_.Groups[1].Value })
            # As it is written, blanks and line ends included: a table out of line is none.
            $shown[$i].code.Replace("`r`n", "`n") | Should -BeExactly ($blocks -join "`n`n")
        }
        Get-Help $Command -Full | Out-String | Should -Not -Match '```'
    }

    It 'name the default of every parameter' {
        $cmdlet = (Get-Command $Command).ImplementingType::new()
        foreach ($parameter in $parameters | Where-Object Name -NotIn WhatIf, Confirm) {
            $told = [regex]::Match($page, "(?s)### -$($parameter.Name)\n.*?\nDefaultValue: ([^\n]+)\n").Groups[1].Value
            $told | Should -Not -BeIn '', "''" -Because "-$($parameter.Name) has a default"
            $value = $cmdlet.($parameter.Name)
            if ($value -is [enum] -and "$value" -ne '0' -or $value -is [ValueType] -and $value -isnot [Management.Automation.SwitchParameter] -and $value -ne 0) {
                if ($parameter.Attributes.Mandatory -notcontains $true) { $told | Should -Be "$value" -Because "-$($parameter.Name) is that" }
            }
            (Get-Help $Command -Parameter $parameter.Name).defaultValue | Should -Be $told
        }
    }

    It 'link to cmdlets that exist, and to an address' {
        $links = @((Get-Help $Command).relatedLinks.navigationLink)
        foreach ($link in $links | Where-Object linkText -NE 'Online Version') {
            $link.linkText | Should -BeIn (@((Get-Module NumaTopology).ExportedCmdlets.Keys) + 'about_NumaTopology')
            $link.uri | Should -BeNullOrEmpty
        }
        ($links | Where-Object linkText -EQ 'Online Version').uri | Should -Match '^https://'
    }
}

# A block of prompts and what they print, as README has it.
Describe 'The printed examples of <Page>' -ForEach $transcripts {
    It 'PS> <Code>' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
        Push-Location (Join-Path $PSScriptRoot '../..')
        try {
            $printed = & ([scriptblock]::Create($Code)) 2>&1 | Format-Path | Out-String -Width 80
        } finally {
            Pop-Location
        }
        ($printed.Replace("`r`n", "`n") -replace '\e\[[0-9;]*m', '' -replace ' +\n', "`n").Trim("`n") | Should -BeExactly $Output
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
