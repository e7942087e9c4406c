# Every processor with its cell, socket and core, as the kernel numbers them.
$theirs = [regex]::Matches(-join (lscpu -J -y '-e=CPU,NODE,SOCKET,CORE'), '"cpu": (\d+),\s*"node": (\d+),\s*"socket": (\d+),\s*"core": (\d+)').ForEach{
    'cpu {0}: cell {1} socket {2} core {3}' -f @($_.Groups)[1..4].Value
}
$ours = [Collections.Generic.SortedDictionary[int, string]]::new()
foreach ($cell in (Get-NumaCapabilities).Cells) {
    foreach ($cpu in $cell.Processors) { $ours[$cpu.Id] = "cpu $($cpu.Id): cell $($cell.Id) socket $($cpu.Socket) core $($cpu.Core)" }
}
Compare-Said 'processors, sockets and cores are those of lscpu -J' $theirs $ours.Values
