# The cell of a disk is what the nearest numa_node file above it says; -1 is none.
if ($env:GUEST -ne 'hmat') { return }
$theirs = foreach ($disk in [IO.Directory]::GetFileSystemEntries('/sys/class/block')) {
    $folder = [IO.Directory]::ResolveLinkTarget($disk, $true).FullName
    while ($folder -and ![IO.File]::Exists("$folder/numa_node")) { $folder = [IO.Path]::GetDirectoryName($folder) }
    if ($folder) { "$([IO.Path]::GetFileName($disk)): $([IO.File]::ReadAllText("$folder/numa_node").Trim())" }
}
[Array]::Sort($theirs)
Compare-Said 'cells of disks are those of the numa_node files' $theirs @(Get-NumaDevice -Kind Disk).ForEach{ "$($_.Name): $($_.CellId ?? -1)" }
