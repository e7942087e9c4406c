using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>taskset, which binds CPUs only: memory comes from where the program runs.</summary>
internal sealed class TasksetBinding() : CommandBinding("taskset")
{
    public override IReadOnlyList<NumaMemoryPolicy> Policies { get; } = [NumaMemoryPolicy.Local];

    public override IReadOnlyList<string> Arguments(NumaPlacement placement, NumaMemoryPolicy? policy)
    {
        NumaBinding.RequireLocalMemory(placement, "taskset binds only CPUs");
        return ["--cpu-list", placement.Cpus.ToString()];
    }
}
