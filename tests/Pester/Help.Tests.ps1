# The examples of the help pages, run: what a page prints is what the module prints.
BeforeDiscovery {
    $pages = Join-Path $PSScriptRoot '../../docs/NumaTopology'
    $examples = foreach ($page in Get-ChildItem $pages -Filter *-Numa*.md) {
        $text = (Get-Content $page.FullName -Raw).Replace("`r`n", "`n")
        foreach ($match in [regex]::Matches($text, '### (Example \d+: [^\n]+)\n\n```powershell\n(.*?)\n```\n\n```Output\n(.*?)\n```', 'Singleline')) {
            @{ Page = $page.BaseName; Title = $match.Groups[1].Value; Code = $match.Groups[2].Value; Output = $match.Groups[3].Value }
        }
    }
}

Describe 'The page of <Page>' -ForEach $examples {
    It '<Title>' -Skip:($PSVersionTable.PSEdition -ne 'Core') {
        $machines = (Resolve-Path (Join-Path $PSScriptRoot '../Machines')).ProviderPath
        Push-Location $machines
        try {
            $printed = & ([scriptblock]::Create($Code)) 2>&1 | Out-String -Width 80
        } finally {
            Pop-Location
        }
        $printed = $printed.Replace("`r`n", "`n").Replace($machines + [IO.Path]::DirectorySeparatorChar, '') -replace '\e\[[0-9;]*m', '' -replace ' +\n', "`n"
        $printed.Trim("`n") | Should -BeExactly $Output
    }
}
