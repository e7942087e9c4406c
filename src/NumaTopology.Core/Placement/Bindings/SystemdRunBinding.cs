using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// systemd-run, which starts a transient service. Not with --scope: a scope has none of the properties that bind, because systemd does not start its
/// processes. A transient service has no lists of its own yet, so nothing is reset.
/// </summary>
internal sealed class SystemdRunBinding() : CommandBinding("systemd-run")
{
    public override IReadOnlyList<NumaMemoryPolicy> Policies => SystemdPolicy.All;

    public override IReadOnlyList<string> Arguments(NumaPlacement placement, NumaMemoryPolicy? policy)
    {
        var arguments = new List<string> { "--property=CPUAffinity=" + placement.Cpus };
        if (policy is { } wanted)
        {
            arguments.Add("--property=" + SystemdPolicy.Assignment(wanted));
            if (SystemdPolicy.MaskAssignment(placement, wanted) is { } mask)
                arguments.Add("--property=" + mask);
        }

        return arguments;
    }
}
