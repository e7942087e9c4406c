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

    It 'answers questions about the machine that the document describes' {
        $machine = Get-Content (Join-Path $machines 'flat.libvirt.xml') | ConvertFrom-NumaXml
        ($machine | Get-NumaCell 2).Cpus.ToString() | Should -Be '4-5'
    }
}
