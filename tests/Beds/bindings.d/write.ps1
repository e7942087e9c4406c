# Writes bindings into files that are named after the placement and the tool, and before that the memory policy, if one is requested: of this machine
# (here), and of kept machines. A tool that cannot express a
# placement or a policy has no file.
param([string]$Out, [string]$Machines)
$ErrorActionPreference = 'Stop'
$placements = [ordered]@{
    'here'          = { Find-NumaPlacement 1 16MB }
    'one-cell'      = { Find-NumaPlacement 2 100MB -Snapshot "$Machines/hmat.numa" }
    'memory-cell'   = { Find-NumaPlacement 4 600MB -Snapshot "$Machines/hmat.numa" }
    'three-cells'   = { Find-NumaPlacement 6 1GB -Snapshot "$Machines/hmat.numa" }
    'huge-pages'    = { Find-NumaPlacement 2 -HugePage 2MB -HugePageCount 20 -Snapshot "$Machines/hmat.numa" }
    'far-cells'     = { Find-NumaPlacement 6 1GB -Snapshot "$Machines/ladder.numa" }
    'without-cells' = { Find-NumaPlacement 8 600MB -Snapshot "$Machines/edge.numa" }
    'windows'       = { Find-NumaPlacement 2 100MB -ExcludeCell 0 -Snapshot "$Machines/windows-sub-numa.numa" }
    'no-memory'     = { Find-NumaPlacement 2 -Snapshot "$Machines/hmat.numa" }
}
foreach ($name in $placements.Keys) {
    $placement = & $placements[$name]
    [IO.File]::WriteAllText("$Out/$name.cpus", $placement.Cpus)
    [IO.File]::WriteAllText("$Out/$name.cells", [NumaTopology.CpuSet]::Of([int[]]@($placement.Memory | ForEach-Object CellId)))
    # A line for each node: its bytes, and its CPUs.
    [IO.File]::WriteAllLines("$Out/$name.memory", [string[]]@($placement.Memory | ForEach-Object { "$($_.CellId) $($_.Bytes + $_.HugePages * $placement.Request.HugePage)" }))
    [IO.File]::WriteAllLines("$Out/$name.nodes", [string[]]@($placement.CellCpus | ForEach-Object { "$($_.CellId) $($_.Cpus)" }))
    foreach ($tool in [Enum]::GetNames([NumaTopology.NumaBindingTarget])) {
        $text = $placement | ConvertTo-NumaBinding -For $tool -ErrorAction Ignore
        if ($text) { [IO.File]::WriteAllText("$Out/$name.$($tool.ToLowerInvariant())", $text) }
        foreach ($policy in [Enum]::GetNames([NumaTopology.NumaMemoryPolicy])) {
            $text = $placement | ConvertTo-NumaBinding -For $tool -MemoryPolicy $policy -ErrorAction Ignore
            if ($text) { [IO.File]::WriteAllText("$Out/$("$name-$policy.$tool".ToLowerInvariant())", $text) }
        }
    }
}
