param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machines = Join-Path $PSScriptRoot '../Machines'
}

Describe 'Export-NumaSnapshot' {
    It 'keeps <Name> so that it answers as before' -ForEach @(
        @{ Name = 'hmat.numa' }, @{ Name = 'windows-devices.numa' }
    ) {
        $kept = Join-Path $TestDrive $Name
        $machine = Join-Path $machines $Name
        Export-NumaSnapshot $kept -Snapshot $machine
        ConvertTo-NumaXml -Snapshot $kept | Should -Be (ConvertTo-NumaXml -Snapshot $machine)
        (Get-NumaDevice -Snapshot $kept).Name | Should -Be (Get-NumaDevice -Snapshot $machine).Name
    }

    It 'keeps this machine, and its cells answer from the file' {
        $kept = Join-Path $TestDrive 'this.numa'
        Export-NumaSnapshot $kept
        (Get-NumaCell -Snapshot $kept).Cpus -join ' ' | Should -Be ((Get-NumaCell).Cpus -join ' ')
    }

    It 'does not keep this machine where another is piped to it' {
        $kept = Join-Path $TestDrive 'piped.numa'
        Get-Item (Join-Path $machines 'hmat.numa') | Export-NumaSnapshot $kept -ErrorVariable refused -ErrorAction SilentlyContinue
        $refused.FullyQualifiedErrorId | Should -BeLike 'InputObjectNotBound,*'
        $kept | Should -Not -Exist
    }

    It 'overwrites only when told to' {
        $kept = Join-Path $TestDrive 'twice.numa'
        Export-NumaSnapshot $kept
        { Export-NumaSnapshot $kept -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotExists,NumaTopology.Commands.ExportNumaSnapshotCommand'
        Export-NumaSnapshot $kept -Force -ErrorAction Stop
    }

    It 'says that a folder is one, and leaves it alone' {
        { Export-NumaSnapshot $TestDrive -Force -ErrorAction Stop } | Should -Throw "'*' is a folder. Use the path of a file, such as '*host.numa'." -ErrorId 'SnapshotNotWritten,*'
    }

    It 'is told from other files: <Name> <Said>' -ForEach @(
        @{ Name = 'host.xml'; Bytes = [byte[]][char[]]'<capabilities/>'; Said = 'it is XML. Use ConvertFrom-NumaXml -Path.' }
        @{ Name = 'program'; Bytes = [byte[]](0x7F, 0x45, 0x4C, 0x46, 0xFF, 0xFE, 0x80); Said = 'it is not text.' }
    ) {
        [IO.File]::WriteAllBytes((Join-Path $TestDrive $Name), $Bytes)
        { Get-NumaCell -Snapshot (Join-Path $TestDrive $Name) -ErrorAction Stop } | Should -Throw "'*$Name' is not a snapshot: $Said" -ErrorId 'SnapshotInvalid,*'
    }

    It 'is still a damaged snapshot where it begins as one' {
        [IO.File]::WriteAllBytes((Join-Path $TestDrive 'bad.numa'), [byte[]][char[]]"NumaTopology snapshot 1`n" + [byte[]](0xFF, 0xFE))
        { Get-NumaCell -Snapshot (Join-Path $TestDrive 'bad.numa') -ErrorAction Stop } | Should -Throw -ErrorId 'SnapshotDamaged,*'
    }

    It 'leaves out on wish what tells which machine it is' {
        $kept = Join-Path $TestDrive 'nameless.numa'
        Export-NumaSnapshot $kept -ExcludeIdentity
        Select-String '^host: |hostname' $kept | Should -BeNullOrEmpty
        (Get-NumaCapabilities $kept).HostName | Should -BeNullOrEmpty
    }

    It 'writes nothing under -WhatIf' {
        $kept = Join-Path $TestDrive 'rehearsed.numa'
        Export-NumaSnapshot $kept -WhatIf
        $kept | Should -Not -Exist
    }
}
