using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Comparison.Structure;

/// <summary>The short hash of a machine's structure: of the architecture, and of each node its CPUs, memory and distances.</summary>
internal static class Fingerprint
{
    private const int Digits = 12;

    /// <summary>Steps of a size between two powers of two.</summary>
    private const int Steps = 8;

    public static string? Of(NumaCapabilities machine)
    {
        if (machine.Cells.Count == 0)
            return null;
        var sharing = new Sharing(machine);
        var kinds = new Dictionary<int, ulong>();
        foreach (var processor in machine.Cells.SelectMany(cell => cell.Processors ?? []))
            kinds[processor.Id] = StructureHash.Number((int?)processor.CoreKind);
        var graph = new NodeGraph(machine, sharing, (cell, sets) => StructureHash.Mix(
            CpuTree.Of(cell.Cpus, sets, set => set.Kind, cpu => kinds.TryGetValue(cpu, out var kind) ? kind : 0).Code,
            StructureHash.Number(RoundUp(cell.Memory))));
        var sum = graph.Refine().Aggregate(0UL, (all, colour) => unchecked(all + StructureHash.Mix(colour)));
        var hash = StructureHash.Mix(StructureHash.Text(machine.Architecture), (ulong)graph.Count, sum);
        return hash.ToString("x16", CultureInfo.InvariantCulture).Substring(0, Digits);
    }

    /// <summary>
    /// A size as modules of memory have it, 9 to 16 eighths of a power of two: kernel and firmware keep some of it, and not always as much, so what is reported is a
    /// little less. 62.7 and 62.9 GiB are 64 GiB.
    /// </summary>
    internal static long? RoundUp(long? bytes)
    {
        if (bytes is not (> Steps and { } size))
            return bytes;
        var step = 1L;
        while (step * 2 * Steps < size)
            step *= 2;
        return (size + step - 1) / step * step;
    }
}
