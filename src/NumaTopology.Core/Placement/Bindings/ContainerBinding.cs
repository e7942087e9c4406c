using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>The options of docker and of podman, which has the same ones and needs no daemon. They bind by a cpuset; a policy they do not set.</summary>
internal sealed class ContainerBinding : Binding
{
    public override IReadOnlyList<NumaMemoryPolicy> Policies { get; } = [NumaMemoryPolicy.Bind, NumaMemoryPolicy.Local];

    public override string Text(NumaPlacement placement, NumaMemoryPolicy? policy) => string.Join(" ", Arguments(placement, policy));

    public override IReadOnlyList<string> Arguments(NumaPlacement placement, NumaMemoryPolicy? policy)
    {
        var cpus = "--cpuset-cpus=" + placement.Cpus;
        return policy == NumaMemoryPolicy.Bind ? [cpus, "--cpuset-mems=" + NumaBinding.MemoryCells(placement)] : [cpus];
    }
}
