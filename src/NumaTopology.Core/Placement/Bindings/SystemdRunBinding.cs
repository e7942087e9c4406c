using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// systemd-run, which starts a transient service. Not with --scope: a scope has none of the properties that bind, because systemd does not start its
/// processes. A transient service has no lists of its own yet, so nothing is reset.
/// </summary>
internal sealed class SystemdRunBinding() : CommandBinding("systemd-run")
{
    public override IReadOnlyList<string> Arguments(NumaPlacement placement)
    {
        var cpus = "--property=CPUAffinity=" + placement.Cpus;
        var memory = NumaBinding.MemoryCells(placement);
        return memory.IsEmpty ? [cpus] : [cpus, "--property=NUMAPolicy=bind", "--property=NUMAMask=" + memory];
    }
}
