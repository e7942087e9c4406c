# What a reading of a watch of sixteen nodes costs, beside a loop in C over the same files: an emulated processor takes several times as long for either, so only the ratio
# says something of others. And what single files cost the kernel. Always the least of many, because other guests and programs disturb most of them.
$ErrorActionPreference = 'Stop'
$nodes = '/sys/devices/system/node'
$passes = "$([IO.Path]::GetDirectoryName($env:BED))/../../artifacts/guests/passes"
$pools = foreach ($id in 0..15) { [IO.Directory]::GetDirectories("$nodes/node$id/hugepages") }
$folders = @($nodes; foreach ($id in 0..15) { "$nodes/node$id/hugepages" })
$files = @(
    '/sys/devices/system/cpu/online', '/proc/stat', '/proc/vmstat', '/proc/meminfo', '/proc/sys/vm/min_free_kbytes', '/proc/sys/vm/watermark_scale_factor', '/proc/sys/kernel/hostname'
    foreach ($id in 0..15) { 'meminfo', 'vmstat', 'cpulist' | ForEach-Object { "$nodes/node$id/$_" } }
    foreach ($pool in $pools) { "$pool/nr_hugepages", "$pool/free_hugepages" }
)

# Microseconds of processor time of the thread that asks: not of those that compile meanwhile. The first field is nanoseconds.
function Get-Time { [long]([IO.File]::ReadAllText('/proc/thread-self/schedstat') -split ' ')[0] / 1000 }

# One interval is two readings.
$readings = foreach ($call in 1..300) {
    $before = Get-Time
    $seen = @(Watch-NumaCell -IntervalSecond 0.1 -Count 1)
    ((Get-Time) - $before) / 2
}
$watch = ($readings | Measure-Object -Minimum).Minimum
$loop = [double](& $passes 200 $files -- $folders)
"$($seen.Count -eq 16 -and !$seen.Where{ $null -eq $_.Hit -or $null -eq $_.Migrated } ? 'ok' : 'FAILED'): sixteen: each of the $($seen.Count) nodes has its rates"
"sixteen: a reading takes $('{0:0.00}' -f ($watch / $loop)) times the loop in C over its $($files.Count) files and $($folders.Count) folders: $([long]$watch) us, $([long]$loop) us"
foreach ($file in "$nodes/node3/cpulist", "$nodes/node3/meminfo", "$nodes/node3/numastat", "$nodes/node3/vmstat", '/proc/stat', '/proc/vmstat') {
    "sixteen: the kernel takes $(& $passes 200 $file) us for $file"
}
