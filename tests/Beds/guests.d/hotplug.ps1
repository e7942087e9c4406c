# Runs in the guest: asks all that can change again and again while processors and memory come and go. Each answer must be consistent in itself
# and with what was there while it was asked for.
$ErrorActionPreference = 'Stop'
$toggled = '/run/toggled'
$seconds = 60
$polls = 0
# The kernel's count of free pages lags by up to 125 pages of each of the eight CPUs (calculate_normal_threshold in mm/vmstat.c), and the sum of a node is none of one moment.
$drift = 8 * 125 * 4KB
$seen = [ordered]@{ 'cell 3 gone' = 0; 'cell 2 without memory' = 0; 'cell 2 without processors' = 0 }
$warnings = @{}
$wrong = [ordered]@{ errors = @(); processors = @(); memory = @(); distances = @(); placements = @(); rates = @() }

function Get-Online { [NumaTopology.CpuSet][IO.File]::ReadAllText('/sys/devices/system/cpu/online').Trim() }

# Asks, and has the answers checked against the processors that were online at some moment meanwhile ($may) and throughout ($must).
function Invoke-Poll([scriptblock]$Question, [scriptblock]$Check) {
    $script:polls++
    # The step that is last in the log need not be done yet.
    $step = [Math]::Max(0, [IO.File]::ReadAllLines($toggled).Count - 1)
    $before = Get-Online
    try { $said = @(& $Question 3>&1) } catch { $wrong.errors += "${Question}: $_"; return }
    $after = Get-Online
    $steps = [string[]][Linq.Enumerable]::Skip([IO.File]::ReadAllLines($toggled), $step)
    $moved = [NumaTopology.CpuSet]::Of(@($steps -match '^cpu/' -replace '\D+(\d+).*', '$1'))
    $may = $before.Union($after).Union($moved)
    $must = $before.Intersect($after).Except($moved)
    foreach ($warning in $said.Where{ $_ -is [Management.Automation.WarningRecord] }) { $warnings["$warning"]++ }
    & $Check $said.Where{ $_ -isnot [Management.Automation.WarningRecord] }
}

function Test-Memory($Cell) {
    foreach ($name in 'FreeMemory', 'AvailableMemory') {
        if ($null -eq $Cell.$name -or $Cell.$name -lt 0 -or $Cell.$name -gt $Cell.Memory + $drift) { $wrong.memory += "${Cell}: $name $($Cell.$name) of $($Cell.Memory)" }
    }
}

function Test-Cell($Cells) {
    $all = [NumaTopology.CpuSet]::Empty
    foreach ($cell in $Cells) {
        Test-Memory $cell
        if ($cell.Cpus.Overlaps($all)) { $wrong.processors += "$cell has $($cell.Cpus), which another cell has" }
        $all = $all.Union($cell.Cpus)
    }
    Test-Online 'all cells' $all
    if ($Cells.Id -notcontains 3) { $seen['cell 3 gone']++ }
    foreach ($cell in @($Cells).Where{ $_.Id -eq 2 }) {
        if ($cell.Memory -eq 0) { $seen['cell 2 without memory']++ }
        if ($cell.Cpus.IsEmpty) { $seen['cell 2 without processors']++ }
    }
}

function Test-Online($What, $Cpus) {
    if (!$Cpus.IsSubsetOf($may) -or !$must.IsSubsetOf($Cpus)) { $wrong.processors += "$What has $Cpus; online were $may, throughout $must" }
}

function Invoke-Round {
    Invoke-Poll { Get-NumaCell } { param($cells) Test-Cell $cells }
    Invoke-Poll { Get-NumaCellFreeMemory } { param($readings) foreach ($reading in $readings) { Test-Memory $reading } }
    Invoke-Poll { Get-NumaCapabilities } {
        param($machine)
        Test-Cell $machine.Cells
        Test-Online 'OnlineCpus' $machine.OnlineCpus
        foreach ($cell in $machine.Cells) {
            if ("$($cell.Processors.Id)" -ne "$($cell.Cpus.Ids)") { $wrong.processors += "$cell has $($cell.Cpus), but one by one $($cell.Processors.Id)" }
        }
    }
    # As nothing is said of distances, the firmware's are 10 within and 20 between any two.
    Invoke-Poll { Get-NumaDistance } {
        param($distances)
        foreach ($distance in $distances) {
            if ($distance.Value -ne ($distance.From -eq $distance.To ? 10 : 20)) { $wrong.distances += "$distance" }
        }
    }
    Invoke-Poll { Find-NumaPlacement -Cpu 1 -Memory 10MB } {
        param($placements)
        if ($placements.Count -ne 1 -or $placements.Cpus.Count -ne 1 -or !$placements.Cpus.IsSubsetOf($may)) { $wrong.placements += "$($placements.Cpus); online were $may" }
    }
}

# The first round compiles what the others run. Beside them all of the nodes are watched.
Invoke-Round
$watch = [powershell]::Create([initialsessionstate]::CreateDefault2()).AddCommand('Import-Module').AddArgument((Get-Module NumaTopology).Path).AddStatement().AddCommand('Watch-NumaCell').AddParameter('Count', $seconds - 10)
# The kernel was told to leave memory offline that is plugged in (memhp_default_state=offline): a slot of 512 MiB of node 2, and one of node 3 while it is there.
$told = Test-NumaTopology MemoryOnline
"$($told.Status -eq 'Warning' -and $told.Observed -match '^(512 MiB of node 2|1.00 GiB of nodes 2-3) offline$' ? 'ok' : 'FAILED'): hotplug: memory that is plugged in and offline is found: $told"
[IO.File]::WriteAllText('/run/ready', '')
$watching = $watch.BeginInvoke()
$end = [DateTime]::UtcNow.AddSeconds($seconds)
while ([DateTime]::UtcNow -lt $end) { Invoke-Round }

try { $watched = @($watch.EndInvoke($watching)) } catch { $wrong.errors += "Watch-NumaCell: $_"; $watched = @() }
foreach ($trouble in $watch.Streams.Error) { $wrong.errors += "Watch-NumaCell: $trouble" }
$wrong.rates = @(foreach ($cell in $watched) {
        foreach ($name in 'Hit', 'Miss', 'Foreign', 'OtherNode', 'Promoted', 'Demoted', 'Migrated', 'Busy') {
            # What is not known is less than 0 to PowerShell.
            if ($null -ne $cell.$name -and ($cell.$name -lt 0 -or ($name -eq 'Busy' -and $cell.Busy -gt 1))) { "$cell at $($cell.Time): $name $($cell.$name)" }
        }
    })
$gone = $watched.Where{ $null -eq $_.Memory }
$seen['cell watched that is gone'] = $gone.Count
$seen['cell watched with rates'] = $watched.Where{ $null -ne $_.Hit }.Count

$log = [IO.File]::ReadAllLines($toggled)
"hotplug: $polls polls in $seconds s"
"hotplug: changes of processors: $(@($log -match '^done cpu/').Count), of memory: $(@($log -match '^done (node|memory)/').Count), refused by the kernel: $(@($log -match '^refused ').Count)"
"hotplug: seen: $($seen.Keys.ForEach{ "$_ $($seen[$_]) times" } -join ', ')"
foreach ($text in $warnings.Keys) { "hotplug: warned $($warnings[$text]) times: $text" }
"$($seen.Values -contains 0 ? 'FAILED' : 'ok'): hotplug: cells lose what they have, and go"
foreach ($what in $wrong.Keys) {
    if (!$wrong[$what]) { "ok: hotplug: nothing is wrong with $what"; continue }
    "FAILED: hotplug: $what are wrong $($wrong[$what].Count) times, first:"
    $wrong[$what][0..4]
}
