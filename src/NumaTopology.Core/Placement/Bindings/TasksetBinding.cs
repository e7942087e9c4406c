using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>taskset, which binds CPUs only.</summary>
internal sealed class TasksetBinding() : CommandBinding("taskset")
{
    public override IReadOnlyList<string> Arguments(NumaPlacement placement)
    {
        NumaBinding.RequireLocalMemory(placement, "taskset");
        return ["--cpu-list", placement.Cpus.ToString()];
    }
}
