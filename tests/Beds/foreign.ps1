<#
.SYNOPSIS
Reads foreign snapshots and documents between two marks that a trace of system calls shows.
#>
param([string]$Corpus)

$null = Get-NumaCapabilities # so all code is loaded
$null = [IO.File]::Exists('/mark-of-the-begin')
foreach ($file in [IO.Directory]::GetFiles("$Corpus/snapshot")) {
    foreach ($cmdlet in 'Get-NumaCapabilities', 'Get-NumaCell', 'Get-NumaCellFreeMemory', 'Get-NumaDistance', 'Get-NumaDevice', 'ConvertTo-NumaXml', 'Find-NumaPlacement') {
        $null = & $cmdlet -Snapshot $file -ErrorAction Ignore -WarningAction Ignore
    }
}
$documents = @(
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1:9/y">]><capabilities>&x;&y;</capabilities>'
    '<!DOCTYPE capabilities SYSTEM "http://127.0.0.1:9/capabilities.dtd"><capabilities><host/></capabilities>'
    @'
<?xml-stylesheet href="http://127.0.0.1:9/s.xsl"?>
<capabilities xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://127.0.0.1:9/s /etc/passwd">
  <xi:include href="/etc/passwd"/><host><topology><cells num="1"><cell id="0"><xi:include href="http://127.0.0.1:9/z"/></cell></cells></topology></host>
</capabilities>
'@
    foreach ($file in [IO.Directory]::GetFiles("$Corpus/libvirt") + [IO.Directory]::GetFiles("$Corpus/nested")) { [IO.File]::ReadAllText($file) }
)
foreach ($document in $documents) { $null = $document | ConvertFrom-NumaXml -ErrorAction Ignore }
$null = [IO.File]::Exists('/mark-of-the-end')
