# libvirt's own code, asked without its daemon, says what a capabilities document of this machine is.
# Without a PATH it finds no emulator, which it would start to ask what that can do.
$path, $env:PATH = $env:PATH, '/nonexistent'
$theirs = @(/usr/bin/virsh -q -c 'qemu:///embed?root=/run/libvirt' capabilities) -join "`n"
$env:PATH = $path
$ours = Get-NumaCapabilities | ConvertTo-NumaXml
# Before 10.1 libvirt did not tell clusters.
if (!$theirs.Contains(' cluster_id=')) { $ours = $ours -replace " cluster_id='\d+'" }
$topology = { param($xml) [regex]::Match($xml, '(?s)<topology>.*</topology>').Value.Split("`n") }
Compare-Said 'ConvertTo-NumaXml writes the topology that libvirt writes' (& $topology $theirs) (& $topology $ours)
