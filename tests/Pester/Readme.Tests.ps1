# README.md and the pages of docs: what a page prints is what the module prints, and what it only shows has no cmdlet or parameter that does not exist.
param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeDiscovery {
    $root = Join-Path $PSScriptRoot '../..'
    $pages = @(Get-Item (Join-Path $root README.md)) + @(Get-ChildItem (Join-Path $root docs) -Filter *.md) + @(Get-ChildItem (Join-Path $root 'docs/NumaTopology') -Filter *.md) |
        ForEach-Object { @{ Name = $_.Name; Text = (Get-Content $_.FullName -Raw -Encoding UTF8).Replace("`r`n", "`n") } }
    $printed = foreach ($block in [regex]::Matches($pages[0].Text, '(?s)\n```\n(PS> .*?)\n```')) {
        foreach ($part in $block.Groups[1].Value -split '(?m)^PS> ' | Where-Object { $_ }) {
            $code, $output = $part -split "`n", 2
            @{ Code = $code; Output = $output.Trim("`n") }
        }
    }
}

BeforeAll {
    Import-Module $Manifest

    # The commands of a script with the parameters that they are given.
    function Select-Command([string]$Code) {
        $script = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref]$null, [ref]$null)
        $script.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
    }
}

Describe 'README.md' {
    It 'prints what <Code> prints' -ForEach $printed -Skip:($PSVersionTable.PSEdition -ne 'Core') {
        Push-Location (Join-Path $PSScriptRoot '../..')
        try {
            $now = & ([scriptblock]::Create($Code)) 2>&1 | Out-String -Width 80
        } finally {
            Pop-Location
        }
        ($now.Replace("`r`n", "`n") -replace '\e\[[0-9;]*m', '' -replace ' +\n', "`n").Trim("`n") | Should -BeExactly $Output
    }

    It 'has five examples that print' { @([regex]::Matches((Get-Content (Join-Path $PSScriptRoot '../../README.md') -Raw), '(?m)^PS> ')).Count | Should -Be 5 }
}

Describe 'The page <Name>' -ForEach $pages {
    It 'has no cmdlet or parameter of the module that does not exist' {
        $ours = (Get-Module NumaTopology).ExportedCmdlets
        $codes = foreach ($match in [regex]::Matches($Text, '(?s)```powershell\n(.*?)\n```|`([^`\n]*-Numa\w[^`\n]*)`')) {
            $match.Groups[1].Value + $match.Groups[2].Value.Replace('\|', '|')
        }
        foreach ($command in $codes | ForEach-Object { Select-Command $_ } | Where-Object { $_.GetCommandName() -match '-Numa' }) {
            $ours.Keys | Should -Contain $command.GetCommandName() -Because "of $command"
            foreach ($parameter in $command.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                { $ours[$command.GetCommandName()].ResolveParameter($parameter.ParameterName) } | Should -Not -Throw -Because "of $command"
            }
        }
    }

    It 'has no link to a page that does not exist' {
        $folder = if ($Name -eq 'README.md') { '../..' } elseif ($Name -match 'Numa') { '../../docs/NumaTopology' } else { '../../docs' }
        foreach ($link in [regex]::Matches($Text, '\]\((?!https?:)([^)#\s]+)(#[^)]*)?\)')) {
            Join-Path $PSScriptRoot "$folder/$($link.Groups[1].Value)" | Should -Exist
        }
    }
}
