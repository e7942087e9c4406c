using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace NumaTopology;

/// <summary>The first lines about a machine: who it is, what CPUs it has, how many of what, and how much memory.</summary>
public static class MachineSummary
{
    /// <summary>Host, operating system and architecture, as far as they are known: <c>db7, Linux 6.1.0, x86_64</c>.</summary>
    public static string Identity(NumaCapabilities machine) =>
        string.Join(", ", Known(machine.ToString(), machine.OperatingSystem, machine.Architecture));

    /// <summary>The CPU model without the blanks that fill some manufacturers' names; null when not reported.</summary>
    public static string? CpuModel(NumaCapabilities machine) => machine.CpuModel is { } model ? Regex.Replace(model, "\\s+", " ") : null;

    /// <summary>What there is of each, as far as it is known: <c>2 sockets, 64 cores, 128 CPUs (2 per core), 8 nodes</c>.</summary>
    public static string Counts(NumaCapabilities machine)
    {
        // A document does not say which CPUs are online.
        var count = (machine.OnlineCpus ?? machine.Cells.Aggregate(CpuSet.Empty, (all, cell) => all.Union(cell.Cpus))).Count;
        var cpus = count > 0 ? PlacementText.Cpus(count) : null;
        if (cpus is not null && machine.ThreadsPerCore > 1)
            cpus += $" ({machine.ThreadsPerCore} per core)";
        return string.Join(", ", Known(
            machine.Sockets is { } sockets ? PlacementText.Count(sockets, "socket") : null,
            machine.Cores is { } cores ? PlacementText.Count(cores, "core") : null,
            cpus,
            PlacementText.Count(machine.Cells.Count, "node")));
    }

    /// <summary>Total and available memory, else free memory: <c>512 GiB, 480 GiB available</c>; null when the memory of a node is unknown.</summary>
    public static string? Memory(NumaCapabilities machine)
    {
        if (machine.Memory is not { } total)
            return null;
        var rest = machine.AvailableMemory is { } available ? ByteText.Rounded(available) + " available" : machine.FreeMemory is { } free ? ByteText.Rounded(free) + " free" : null;
        return string.Join(", ", Known(ByteText.Rounded(total), rest));
    }

    private static IEnumerable<string> Known(params string?[] parts)
    {
        foreach (var part in parts)
        {
            if (part is not null)
                yield return part;
        }
    }
}
