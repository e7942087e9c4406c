param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machines = Join-Path $PSScriptRoot '../Machines'
}

Describe 'ConvertFrom-NumaXml' {
    It 'reads libvirt''s own document, as lines or as one string' {
        $path = Join-Path $machines 'hmat.libvirt.xml'
        foreach ($machine in (Get-Content $path | ConvertFrom-NumaXml), (ConvertFrom-NumaXml (Get-Content $path -Raw))) {
            $machine.Cells.Cpus -join ' ' | Should -Be '0-1,4-5 2-3 6-7 '
            (Get-NumaDistance 0 3 -InputObject $machine).Value | Should -Be 17
        }
    }

    It 'reads what ConvertTo-NumaXml -Schema <Schema> writes, and nothing is lost that the schema holds' -ForEach @(
        @{ Schema = 'Libvirt' }, @{ Schema = 'Nested' }
    ) {
        $xml = ConvertTo-NumaXml $Schema -Snapshot (Join-Path $machines 'ladder.numa')
        $xml | ConvertFrom-NumaXml | ConvertTo-NumaXml $Schema -WarningAction SilentlyContinue | Should -Be $xml
    }

    It 'reads files, named and piped, each as a machine' {
        (ConvertFrom-NumaXml -Path (Join-Path $machines 'hmat.libvirt.xml')).Cells[0].Cpus.List | Should -Be '0-1,4-5'
        $read = Get-Item (Join-Path $machines 'hmat.libvirt.xml'), (Join-Path $machines 'ladder.libvirt.xml') | ConvertFrom-NumaXml
        $read.Cells.Count | Should -Be 12
        @($read).Count | Should -Be 2
    }

    It 'names what it was given instead: <Said>' -ForEach @(
        @{ Run = { ConvertFrom-NumaXml 'host.xml' }; Said = "*'host.xml' is not XML. Use -Path for a file." }
        @{ Run = { ConvertFrom-NumaXml -Path (Join-Path $machines 'devices.lstopo.xml') }; Said = "*devices.lstopo.xml*hwloc's XML*lstopo*" }
        @{ Run = { ConvertFrom-NumaXml '<topology version="2.0"><object type="Machine"/></topology>' }; Said = "*hwloc's XML*lstopo*" }
        @{ Run = { ConvertFrom-NumaXml -Path $TestDrive }; Said = '*it is a folder.' }
        @{ Run = { ConvertFrom-NumaXml -Path (Join-Path $machines 'flat.numa') }; Said = "'*flat.numa': *" }
    ) {
        $ErrorActionPreference = 'Stop'
        $Run | Should -Throw $Said
    }

    It 'answers questions about the machine that the document describes' {
        $machine = Get-Content (Join-Path $machines 'flat.libvirt.xml') | ConvertFrom-NumaXml
        ($machine | Get-NumaCell 2).Cpus.ToString() | Should -Be '4-5'
    }
}
