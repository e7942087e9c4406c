using System;
using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// numactl. It refuses CPUs and nodes outside its own affinity and cpuset, unless --all stands before them. It has --preferred-many since 2.0.15 and
/// --weighted-interleave since 2.0.19.
/// </summary>
internal sealed class NumactlBinding() : CommandBinding("numactl")
{
    public override IReadOnlyList<NumaMemoryPolicy> Policies { get; } = (NumaMemoryPolicy[])Enum.GetValues(typeof(NumaMemoryPolicy));

    public override IReadOnlyList<string> Arguments(NumaPlacement placement, NumaMemoryPolicy? policy)
    {
        var arguments = new List<string>();
        if (placement.Request.CountsDisallowed)
            arguments.Add("--all");
        arguments.Add("--physcpubind=" + placement.Cpus);
        var cells = NumaBinding.MemoryCells(placement);
        if (policy is { } wanted)
        {
            arguments.Add(wanted switch
            {
                NumaMemoryPolicy.Bind => "--membind=" + cells,
                NumaMemoryPolicy.Preferred => "--preferred=" + NumaBinding.RequireOneCell(placement),
                NumaMemoryPolicy.PreferredMany => "--preferred-many=" + cells,
                NumaMemoryPolicy.Interleave => "--interleave=" + cells,
                NumaMemoryPolicy.WeightedInterleave => "--weighted-interleave=" + cells,
                _ => "--localalloc",
            });
        }

        return arguments;
    }
}
