<#
.SYNOPSIS
Runs the Pester tests against the module whose manifest is given: the checkout's after a build unless told. Throws when a test fails.
#>
param(
    [string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'),

    # One that is installed; the newest from 5.5 on unless told.
    [version]$PesterVersion
)

$ErrorActionPreference = 'Stop'
$version = if ($PesterVersion) { @{ RequiredVersion = $PesterVersion } } else { @{ MinimumVersion = '5.5.0' } }
Import-Module Pester @version
Invoke-Pester -Configuration @{
    Run    = @{
        Container = New-PesterContainer -Path $PSScriptRoot -Data @{ Manifest = (Resolve-Path $Manifest).ProviderPath }
        Throw     = $true
    }
    Output = @{ Verbosity = 'Detailed' }
}
