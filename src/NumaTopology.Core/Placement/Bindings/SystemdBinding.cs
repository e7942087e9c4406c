using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// A drop-in for a service, or properties for systemd-run. CPUAffinity and NUMAPolicy rather than AllowedCPUs and AllowedMemoryNodes: they need no cpuset
/// controller delegated to the unit, and every systemd since 243 has them. A mask that is assigned is merged with those assigned before, in the
/// unit's own file too; the empty string resets it. A unit of systemd-run has none before.
/// </summary>
internal sealed class SystemdBinding : Binding
{
    public override string Text(NumaPlacement placement)
    {
        var text = "[Service]\nCPUAffinity=\nCPUAffinity=" + placement.Cpus;
        var memory = NumaBinding.MemoryCells(placement);
        return memory.IsEmpty ? text : $"{text}\nNUMAPolicy=bind\nNUMAMask=\nNUMAMask={memory}";
    }

    public override IReadOnlyList<string> Arguments(NumaPlacement placement)
    {
        var cpus = "--property=CPUAffinity=" + placement.Cpus;
        var memory = NumaBinding.MemoryCells(placement);
        return memory.IsEmpty ? [cpus] : [cpus, "--property=NUMAPolicy=bind", "--property=NUMAMask=" + memory];
    }
}
