<#
.SYNOPSIS
Polls a machine, snapshots and documents from many runspaces at once.

.DESCRIPTION
Throws where an answer differs from the first one to the same question, in whichever runspace, and where open files or memory grow with the
number of polls. What is kept for good is there after the first hundreds: code, tables, threads. The engine itself keeps some of each
runspace that has ended; so all are measured while they live, when they have met at a barrier.
#>
param([string]$Module, [string]$Machines, [int]$Polls, [int]$Runspaces = 16)

$work = {
    param([string]$Module, [string]$Machines, [int[]]$Rounds, [Threading.Barrier]$Barrier, [bool]$Measures)
    $ErrorActionPreference = 'Stop'
    Import-Module $Module
    $document = [IO.File]::ReadAllText("$Machines/hmat.libvirt.xml")
    # What an answer must be is what the first one was; where the live machine changes, what never does.
    $questions = @(
        { "$(foreach ($cell in Get-NumaCellFreeMemory) { "$($cell.CellId):$($cell.Total):$($cell.Free -le $cell.Total)" })" }
        { $machine = Get-NumaCapabilities; "$($machine.OnlineCpus) $($machine.Cells.Count) $($machine.Caches.Count) $($machine.Hierarchy)" }
        { "$(foreach ($cell in Get-NumaCell -Snapshot "$Machines/windows-sub-numa.numa") { "$($cell.Id):$($cell.Cpus):$($cell.Memory)" })" }
        { "$(foreach ($distance in Get-NumaDistance -Snapshot "$Machines/ladder.numa") { "$($distance.Value),$($distance.Hops)" })" }
        { "$(foreach ($device in Get-NumaDevice -Snapshot "$Machines/hmat.numa") { "$($device.Name):$($device.CellId)" })" }
        { "$(foreach ($place in Find-NumaPlacement 2 -Snapshot "$Machines/ladder.numa") { "$($place.CellIds) $($place.Cpus)" })" }
        { Find-NumaPlacement 1 | ConvertTo-NumaBinding -For Numactl }
        { ConvertTo-NumaXml -Snapshot "$Machines/edge.numa" }
        { "$(($document | ConvertFrom-NumaXml).Cells)" }
        { Get-NumaCell -Snapshot "$Machines/nowhere.numa" -ErrorAction SilentlyContinue -ErrorVariable refused; $Error.Clear(); "$($refused[0].FullyQualifiedErrorId)" }
    )
    $first = @{}
    foreach ($polls in $Rounds) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        for ($i = 0; $i -lt $polls; $i++) {
            $question = $i % $questions.Count
            $answer = [string](& $questions[$question])
            if (-not $answer) { throw "Poll $i has no answer: $($questions[$question])" }
            if (-not $first.ContainsKey($question)) { $first[$question] = $answer }
            elseif ($first[$question] -cne $answer) { throw "Poll $i differs: $answer, not $($first[$question])" }
        }
        $null = $Barrier.SignalAndWait(60000)
        if ($Measures) {
            foreach ($again in 1..3) { [GC]::Collect(); [GC]::WaitForPendingFinalizers() }
            $process = [Diagnostics.Process]::GetCurrentProcess()
            [pscustomobject]@{
                Seconds  = $watch.Elapsed.TotalSeconds
                # The runtime holds each library open that it has loaded.
                Files  = [string[]]$(foreach ($file in [IO.Directory]::GetFiles('/proc/self/fd')) { [IO.FileInfo]::new($file).LinkTarget }) -notlike '*.dll'
                Managed  = [GC]::GetTotalMemory($true)
                Resident = $process.WorkingSet64
            }
        }
        $null = $Barrier.SignalAndWait(60000)
    }
    foreach ($question in $first.Keys) { "$question $($first[$question])" }
}.ToString()

$barrier = [Threading.Barrier]::new($Runspaces)
$rounds = 500, $Polls
$said = 1..$Runspaces | ForEach-Object -ThrottleLimit $Runspaces -Parallel {
    & ([scriptblock]::Create($using:work)) $using:Module $using:Machines $using:rounds $using:barrier ($_ -eq 1)
}
$before, $after = $said | Where-Object { $_ -isnot [string] }
# All runspaces are of one machine, so they have ten answers between them.
$answers = [Collections.Generic.HashSet[string]]::new([string[]]($said | Where-Object { $_ -is [string] }))
if (-not $after -or $answers.Count -ne 10) { throw "The runspaces do not agree: $($answers.Count) answers to ten questions." }
"Crowd: $Runspaces runspaces, $Polls polls each in {0:F0} s; open files {1} -> {2}, managed {3:F1} -> {4:F1} MiB, resident {5:F0} -> {6:F0} MiB" -f
    $after.Seconds, $before.Files.Count, $after.Files.Count, ($before.Managed / 1MB), ($after.Managed / 1MB), ($before.Resident / 1MB), ($after.Resident / 1MB)
if ($after.Files.Count -gt $before.Files.Count + 8) { throw "Files were left open, the last of them $($after.Files[-8..-1])" }
if ($after.Managed -gt $before.Managed + 4MB) { throw "$($after.Managed - $before.Managed) bytes were kept." }
