@{
    RootModule             = 'bin/NumaTopology.PowerShell.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6d0f6c57-5a50-4c0e-9a5d-3f2b1f3f7c1e'
    Author                 = 'NumaTopology contributors'
    CompanyName            = 'NumaTopology'
    Copyright              = '(c) NumaTopology contributors. MIT licence.'
    Description            = 'Shows the NUMA topology of a machine, finds the nodes where programs fit best, and starts them there. Linux and Windows, live or from a snapshot.'
    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = 'Desktop', 'Core'
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess       = 'NumaTopology.Format.ps1xml'
    TypesToProcess         = 'NumaTopology.Types.ps1xml'
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Compare-NumaTopology'
        'ConvertFrom-NumaXml'
        'ConvertTo-NumaBinding'
        'ConvertTo-NumaXml'
        'Export-NumaSnapshot'
        'Find-NumaPlacement'
        'Get-NumaCapabilities'
        'Get-NumaCell'
        'Get-NumaCellFreeMemory'
        'Get-NumaDevice'
        'Get-NumaDistance'
        'Get-NumaProcess'
        'Get-NumaReservation'
        'Move-NumaProcess'
        'Show-NumaTopology'
        'Start-NumaProcess'
        'Test-NumaTopology'
        'Watch-NumaCell'
    )
    PrivateData            = @{
        PSData = @{
            Tags         = 'NUMA', 'Topology', 'Hardware', 'Memory', 'CPU', 'libvirt', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux'
            LicenseUri   = 'https://opensource.org/license/mit'
            ReleaseNotes = 'First release: see NUMA nodes, CPUs, memory, distances and devices, find the best nodes for a program, bind it. CHANGELOG.md has the details.'
        }
    }
}
