using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>The options that docker and podman share.</summary>
internal sealed class DockerBinding : Binding
{
    public override string Text(NumaPlacement placement) => string.Join(" ", Arguments(placement));

    public override IReadOnlyList<string> Arguments(NumaPlacement placement)
    {
        var cpus = "--cpuset-cpus=" + placement.Cpus;
        var memory = NumaBinding.MemoryCells(placement);
        return memory.IsEmpty ? [cpus] : [cpus, "--cpuset-mems=" + memory];
    }
}
