using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>numactl. It refuses CPUs and nodes outside its own affinity and cpuset, unless --all stands before them.</summary>
internal sealed class NumactlBinding() : CommandBinding("numactl")
{
    public override IReadOnlyList<string> Arguments(NumaPlacement placement)
    {
        var arguments = new List<string>();
        if (placement.Request.CountsDisallowed)
            arguments.Add("--all");
        arguments.Add("--physcpubind=" + placement.Cpus);
        var memory = NumaBinding.MemoryCells(placement);
        if (!memory.IsEmpty)
            arguments.Add("--membind=" + memory);
        return arguments;
    }
}
