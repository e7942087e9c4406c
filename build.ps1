#!/usr/bin/env pwsh
#Requires -Version 7.4
<#
.SYNOPSIS
Builds, checks, tests and packs NumaTopology.

.DESCRIPTION
Works in a bare clone with the .NET SDK. What else a task needs (Pester, PSScriptAnalyzer, Microsoft.PowerShell.PlatyPS) is installed for
the current user when it is missing, and a line says so.

.EXAMPLE
./build.ps1
Builds the module; afterwards Import-Module ./NumaTopology.psd1 works in the checkout.

.EXAMPLE
./build.ps1 Build, Help, Pack
What CI runs after .ci/run, which tests and analyzes.

.EXAMPLE
./build.ps1 Publish -WhatIf
Shows what would go out to the Gallery.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # What to do, in this order.
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Help', 'Analyze', 'Test', 'Pack', 'Publish')]
    [string[]]$Task = 'Build',

    # The key of the Gallery; only Publish needs it.
    [string]$ApiKey = $env:PSGALLERY_API_KEY
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$artifacts = Join-Path $root 'artifacts'
$package = Join-Path $artifacts 'NumaTopology'
$version = (Import-PowerShellDataFile (Join-Path $root 'NumaTopology.psd1')).ModuleVersion
$nupkg = Join-Path $artifacts "NumaTopology.$version.nupkg"
$shipped = @(
    'NumaTopology.psd1'
    'NumaTopology.Format.ps1xml'
    'NumaTopology.Types.ps1xml'
    'bin/NumaTopology.PowerShell.dll'
    'bin/NumaTopology.Core.dll'
    'en-US/NumaTopology.PowerShell.dll-Help.xml'
    'en-US/about_NumaTopology.help.txt'
    'LICENSE'
)

function Install-Missing([string]$Name, [version]$Version) {
    if (Get-Module $Name -ListAvailable | Where-Object Version -GE $Version) { return }
    Write-Host "Installing $Name $Version or later for the current user."
    Install-PSResource $Name -Version "[$Version,)" -Scope CurrentUser -TrustRepository
}

function Invoke-DotNet([string[]]$Argument) {
    dotnet @Argument
    if ($LASTEXITCODE) { throw "dotnet $Argument ended with $LASTEXITCODE." }
}

function Invoke-Build {
    Invoke-DotNet build, (Join-Path $root 'src/NumaTopology.PowerShell'), '-c', Release, '-nologo', '-v', quiet
}

function Invoke-Help {
    Install-Missing Microsoft.PowerShell.PlatyPS 1.0.0
    $pages = Join-Path $root 'docs/NumaTopology'
    $maml = Join-Path $artifacts 'maml'
    $commands = Measure-PlatyPSMarkdown (Join-Path $pages '*.md') | Where-Object Filetype -Match CommandHelp
    $help = Import-MarkdownCommandHelp $commands.FilePath
    $faults = @($help.Diagnostics.Messages | Where-Object Severity -In Warning, Error)
    if ($faults) { throw "The help has faults:`n$($faults -join "`n")" }
    $help | Export-MamlCommandHelp -OutputFolder $maml -Force | Out-Null
    Format-Maml (Join-Path $maml 'NumaTopology/NumaTopology.PowerShell.dll-Help.xml') $pages
    Copy-Item (Join-Path $maml 'NumaTopology/*') (Join-Path $root 'en-US') -Force
}

# What Get-Help shows is not markdown. PlatyPS leaves fences, backticks and links to pages as they are, and Get-Help takes the blanks before the first line of a paragraph
# away, which breaks tables: an example's code and what it prints are code, which is shown as it stands. Defaults PlatyPS leaves out.
function Format-Maml([string]$Path, [string]$Pages) {
    $document = [xml]::new()
    $document.PreserveWhitespace = $true
    $document.Load($Path)
    foreach ($command in $document.SelectNodes("/*/*[local-name()='command']")) {
        $name = $command.SelectSingleNode("*/*[local-name()='name']").InnerText
        $page = [IO.File]::ReadAllText((Join-Path $Pages "$name.md")).Replace("`r`n", "`n")
        foreach ($parameter in $command.SelectNodes("*[local-name()='parameters']/*")) {
            $about = "(?s)### -$($parameter.SelectSingleNode("*[local-name()='name']").InnerText)\n.*?\nDefaultValue: ([^\n]+)"
            $value = $document.CreateElement('dev', 'defaultValue', 'http://schemas.microsoft.com/maml/dev/2004/10')
            $value.InnerText = [regex]::Match($page, $about).Groups[1].Value
            $parameter.AppendChild($value) | Out-Null
        }
        $sections = [regex]::Matches($page, '(?s)### Example \d+: [^\n]+\n(.*?)(?=\n### |\n## )')
        $examples = $command.SelectNodes("*/*[local-name()='example']")
        for ($i = 0; $i -lt $examples.Count; $i++) {
            $section = $sections[$i].Groups[1].Value
            $blocks = [regex]::Matches($section, '(?s)```\w*\n(.*?)\n```') | ForEach-Object { $_.Groups[1].Value }
            $words = $section -replace '(?s)```.*?```' -split '\n\n+' | ForEach-Object { ($_ -replace '\s*\n', ' ').Trim() } | Where-Object { $_ }
            $introduction = $examples[$i].SelectSingleNode("*[local-name()='introduction']")
            $introduction.RemoveAll()
            $examples[$i].SelectSingleNode("*[local-name()='code']").InnerText = $blocks -join "`n`n"
            # An empty one keeps the next example's title apart.
            foreach ($paragraph in @($words) + '') {
                $node = $document.CreateElement('maml', 'para', $introduction.NamespaceURI)
                $node.InnerText = $paragraph
                $examples[$i].SelectSingleNode("*[local-name()='remarks']").AppendChild($node) | Out-Null
            }
        }
    }
    foreach ($address in $document.SelectNodes("//*[local-name()='uri'][not(starts-with(., 'https://'))]")) { $address.InnerText = '' }
    foreach ($paragraph in $document.SelectNodes("//*[local-name()='para']")) {
        $paragraph.InnerText = $paragraph.InnerText -replace '`([^`]*)`', '$1' -replace '\[([^]]+)\]\([^)]*\)', '$1'
    }
    $document.Save($Path)
}

function Invoke-Analyze {
    Install-Missing PSScriptAnalyzer 1.24.0
    $settings = Join-Path $root 'PSScriptAnalyzerSettings.psd1'
    $scripts = Get-ChildItem $root -File | Where-Object Extension -In .ps1, .psd1
    $findings = @($scripts.FullName | ForEach-Object { Invoke-ScriptAnalyzer $_ -Settings $settings })
    $findings += @($scripts.FullName | ForEach-Object { Invoke-ScriptAnalyzer $_ -Settings PSGallery })
    # What a test file is given and what its BeforeAll sets, other blocks read, which the analyzer does not see.
    $unseen = 'PSReviewUnusedParameter', 'PSUseDeclaredVarsMoreThanAssignments'
    $findings += @(Invoke-ScriptAnalyzer (Join-Path $root 'tests/Pester') -Settings $settings -ExcludeRule $unseen)
    $findings | Out-Host
    if ($findings) { throw "PSScriptAnalyzer has $($findings.Count) findings." }
}

function Invoke-Test {
    Invoke-DotNet test, '--project', (Join-Path $root 'tests/NumaTopology.Tests')
    Install-Missing Pester 5.5.0
    & (Join-Path $root 'tests/Pester/Invoke-Tests.ps1')
}

function Invoke-Pack {
    Remove-Item $package, $nupkg -Recurse -Force -ErrorAction Ignore
    foreach ($file in $shipped) {
        $target = Join-Path $package $file
        New-Item (Split-Path $target) -ItemType Directory -Force | Out-Null
        Copy-Item (Join-Path $root $file) $target
    }
    # The recorded machines that the examples of the help read.
    $examples = New-Item (Join-Path $package Examples) -ItemType Directory -Force
    $named = (Select-String '[\w-]+(\.libvirt\.xml|\.numa)' (Join-Path $root 'docs/NumaTopology/*.md') -AllMatches).Matches.Value | Sort-Object -Unique
    Get-Item (Join-Path $root 'tests/Machines/*') | Where-Object Name -In $named | Copy-Item -Destination $examples
    Test-ModuleManifest (Join-Path $package 'NumaTopology.psd1') | Out-Null
    Compress-PSResource -Path $package -DestinationPath $artifacts
    Write-Host "Packed $nupkg"
}

function Invoke-Publish([string]$ApiKey, [bool]$IsRehearsal) {
    if (-not (Test-Path $nupkg)) { Invoke-Pack }
    Get-ChildItem $package -Recurse -File | ForEach-Object {
        Write-Host ('{0,10:N0}  {1}' -f $_.Length, [IO.Path]::GetRelativePath($package, $_.FullName))
    }
    if ($IsRehearsal) {
        Write-Host "$(Split-Path $nupkg -Leaf) would go out to the PowerShell Gallery."
        return
    }
    Publish-PSResource -NupkgPath $nupkg -Repository PSGallery -ApiKey $ApiKey
}

# Only Publish asks and rehearses; the other tasks write nothing but what git ignores.
$isRehearsal = [bool]$WhatIfPreference
$WhatIfPreference = $false
switch ($Task) {
    Build { Invoke-Build }
    Help { Invoke-Help }
    Analyze { Invoke-Analyze }
    Test { Invoke-Test }
    Pack { Invoke-Pack }
    Publish { Invoke-Publish $ApiKey $isRehearsal }
}
