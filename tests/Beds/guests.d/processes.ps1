# Where Get-NumaProcess says that the memory of a process is: what numastat says, and of huge pages what the nodes no longer have free. (numastat 2.0.16 takes all huge pages
# for those of the usual size.)
$case = switch ($env:GUEST) {
    # Huge pages of 2 MiB are on a node with processors, on one of memory alone, and beside a page of 1 GiB.
    'flat' { @{ Cell = 1; Pages = @(, @(2048, 3)) } }
    'hmat' { @{ Cell = 3; Pages = @(, @(2048, 5)) } }
    'gigantic' { @{ Cell = 1; Pages = @(2048, 3), @(1048576, 1) } }
    default { return }
}
$cell = $case.Cell
$program = [IO.Path]::GetFullPath("$PSScriptRoot/../../../artifacts/guests/pages")
function Get-FreePage([int]$Size) { [long](Get-Content "/sys/devices/system/node/node$cell/hugepages/hugepages-${Size}kB/free_hugepages") }
if ($env:GUEST -eq 'flat') { sh -c "echo 8 >/sys/devices/system/node/node$cell/hugepages/hugepages-2048kB/nr_hugepages" }
$free = @{}
foreach ($pages in $case.Pages) { $free[$pages[0]] = Get-FreePage $pages[0] }

$start = [Diagnostics.ProcessStartInfo]::new('numactl', "--cpunodebind=0 --membind=$cell $program 40 $($case.Pages | ForEach-Object { $_ })")
$start.RedirectStandardOutput = $true
$process = [Diagnostics.Process]::Start($start)
try {
    Compare-Said 'the program has its pages' 'ready' $process.StandardOutput.ReadLine()
    $said = $process | Get-NumaProcess -Memory
    $cpus = (Get-NumaCell 0).Cpus
    Compare-Said 'a bound process may run on its node and its policy is told' "pages 0 $cpus bind:$cell" "$($said.Name) $($said.Cells) $($said.AllowedCpus) $($said.Policies)"

    $env:NUMASTAT_WIDTH = 300
    $table = @(numastat -p $process.Id)
    $ids = [regex]::Matches(($table -match '^ +Node 0')[0], 'Node (\d+)') | ForEach-Object { [int]$_.Groups[1].Value }
    foreach ($row in @{ Name = 'Heap'; Of = { $_.Heap } }, @{ Name = 'Stack'; Of = { $_.Stack } }, @{ Name = 'Private'; Of = { $_.Anonymous + $_.File } }) {
        $theirs = ($table -match "^$($row.Name) ")[0] -split ' +' | Select-Object -Skip 1
        $wrong = for ($i = 0; $i -lt $ids.Count; $i++) {
            $here = @($said.Usage.Where{ $_.CellId -eq $ids[$i] })
            $ours = $here ? ($here | ForEach-Object $row.Of) / 1MB : 0
            # It rounds to two decimals.
            if ([Math]::Abs($ours - [double]$theirs[$i]) -gt 0.0051) { "node $($ids[$i]): $ours, not $($theirs[$i])" }
        }
        Compare-Said "bytes of $($row.Name) are those of numastat -p" 'all are' ($wrong ?? 'all are')
    }

    $taken = 0
    foreach ($pages in $case.Pages) { $taken += ($free[$pages[0]] - (Get-FreePage $pages[0])) * $pages[0] * 1KB }
    $huge = ($case.Pages | ForEach-Object { $_[0] * $_[1] * 1KB } | Measure-Object -Sum).Sum
    $there = $said.Usage.Where{ $_.CellId -eq $cell }[0]
    Compare-Said 'bytes of huge pages are those that the node no longer has free' "$taken, and $huge were asked for" "$($there.Huge), and $huge were asked for"
    Compare-Said 'what is its own on another node than it runs on is misplaced, and nothing else' ($there.Huge + $there.Anonymous + $there.Heap + $there.Stack) $said.Misplaced
    Compare-Said 'the 40 MiB are there' 'True' ($there.Anonymous -ge 40MB -and $there.Anonymous -lt 48MB)
} finally {
    $process.Kill()
    $process.WaitForExit()
}
