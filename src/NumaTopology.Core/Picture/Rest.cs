using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture;

/// <summary>What of a machine is in no node.</summary>
internal static class Rest
{
    /// <summary>CPUs and devices whose node is not known, a line of each.</summary>
    public static IEnumerable<string> Of(NumaCapabilities machine)
    {
        var inCells = machine.Cells.Aggregate(CpuSet.Empty, (all, cell) => all.Union(cell.Cpus));
        if (machine.OnlineCpus?.Except(inCells) is { Count: > 0 } cpus)
            yield return $"node unknown: CPUs {cpus}";
        var shown = new HashSet<NumaDevice>(machine.Cells.SelectMany(cell => cell.Devices ?? []));
        if (DeviceText.Of((machine.Devices ?? []).Where(device => !shown.Contains(device)).ToList()) is { Length: > 0 } devices)
            yield return $"node not reported: {devices}";
    }
}
