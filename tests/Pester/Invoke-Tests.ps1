<#
.SYNOPSIS
Runs the Pester tests against a module: the checkout's after a build, or the one whose manifest is given. Throws when a test fails.
#>
param(
    [string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1')
)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.5.0
Remove-Module NumaTopology -ErrorAction Ignore
Import-Module (Resolve-Path $Manifest).ProviderPath
Invoke-Pester -Configuration @{
    Run    = @{ Path = $PSScriptRoot; Throw = $true }
    Output = @{ Verbosity = 'Detailed' }
}
