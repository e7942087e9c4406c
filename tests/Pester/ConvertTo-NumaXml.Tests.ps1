param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machines = Join-Path $PSScriptRoot '../Machines'
    $flat = Join-Path $machines 'flat.numa'
}

Describe 'ConvertTo-NumaXml' {
    It 'writes the document of <Name> that was held against libvirt''s' -ForEach @(
        @{ Name = 'flat' }, @{ Name = 'hmat' }, @{ Name = 'edge' }, @{ Name = 'sparse' }, @{ Name = 'ladder' }
    ) {
        $ours = [xml](ConvertTo-NumaXml -Snapshot (Join-Path $machines "$Name.numa"))
        $theirs = [xml](Get-Content (Join-Path $machines "$Name.libvirt.xml") -Raw)
        $ours.SelectSingleNode('//topology').OuterXml | Should -Be $theirs.SelectSingleNode('//topology').OuterXml
    }

    It 'writes the nested topology on wish' {
        $xml = [xml](ConvertTo-NumaXml Nested -Snapshot $flat)
        $xml.DocumentElement.Name | Should -Be topology
        $xml.SelectNodes('//cell').Count | Should -Be 4
    }

    It 'takes capabilities from the pipeline' {
        Get-NumaCapabilities $flat | ConvertTo-NumaXml | Should -Be (ConvertTo-NumaXml -Snapshot $flat)
    }
}
