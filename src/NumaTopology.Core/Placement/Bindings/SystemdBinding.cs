using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// A drop-in for a service. CPUAffinity and NUMAPolicy rather than AllowedCPUs and AllowedMemoryNodes: they need no cpuset controller delegated to the
/// unit, and every systemd since 243 has them. A mask that is assigned is merged with those assigned before, in the unit's own file too; the empty
/// string resets it.
/// </summary>
internal sealed class SystemdBinding : Binding
{
    public override IReadOnlyList<NumaMemoryPolicy> Policies => SystemdPolicy.All;

    public override string Text(NumaPlacement placement, NumaMemoryPolicy? policy)
    {
        var text = "[Service]\nCPUAffinity=\nCPUAffinity=" + placement.Cpus;
        if (policy is not { } wanted)
            return text;
        text += $"\n{SystemdPolicy.Assignment(wanted)}\nNUMAMask=";
        return SystemdPolicy.MaskAssignment(placement, wanted) is { } mask ? $"{text}\n{mask}" : text;
    }

    public override IReadOnlyList<string> Arguments(NumaPlacement placement, NumaMemoryPolicy? policy) =>
        throw new NumaBindingException("A drop-in for systemd is not a list of arguments; those of systemd-run are.", BindingObstacle.DropIn);
}
