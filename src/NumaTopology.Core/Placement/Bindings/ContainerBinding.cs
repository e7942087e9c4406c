using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>The options of docker and of podman, which has the same ones and needs no daemon.</summary>
internal sealed class ContainerBinding : Binding
{
    public override string Text(NumaPlacement placement) => string.Join(" ", Arguments(placement));

    public override IReadOnlyList<string> Arguments(NumaPlacement placement)
    {
        var cpus = "--cpuset-cpus=" + placement.Cpus;
        var memory = NumaBinding.MemoryCells(placement);
        return memory.IsEmpty ? [cpus] : [cpus, "--cpuset-mems=" + memory];
    }
}
