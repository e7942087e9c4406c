using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Health;

/// <summary>
/// Memory of like nodes: those with CPUs and memory that have as many CPUs. The kernel and a crash dump's reserve take some of one node, so only more than a
/// tenth and more than 1 GiB counts.
/// </summary>
internal static class MemoryBalanceRule
{
    private const long Slack = 1L << 30;

    public static HealthRule Rule { get; } = new("MemoryBalance")
    {
        LeastNodes = 2,
        Expected = "nodes with as many CPUs have as much memory",
        Why = "Where one node has less memory, programs on it spill to other nodes, and its memory has fewer channels to be read by.",
        Fix = "Populate the memory channels of all sockets alike, and check for DIMMs that the firmware disabled.",
        Reference = "https://support.huawei.com/enterprise/en/doc/EDOC1100141951/11063581/dimm-installation-rules",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        if (facts.Cells.FirstOrDefault(cell => cell.Memory is null) is { } unknown)
            return Verdict.Unknown($"memory of node {unknown.Id} not reported", [unknown.Id]);
        foreach (var cell in facts.OrdinaryCells)
            facts.Note($"node {cell.Id}: {PlacementText.Count(cell.Cpus.Count, "CPU")}, {PlacementText.Bytes(cell.Memory!.Value)}");
        var alike = facts.OrdinaryCells.GroupBy(cell => cell.Cpus.Count).Where(group => group.Count() > 1).ToList();
        if (alike.Count == 0)
            return Verdict.NotApplicable("no two nodes are alike");
        foreach (var group in alike)
        {
            var most = group.Max(cell => cell.Memory!.Value);
            var fewer = group.Where(cell => most - cell.Memory!.Value is var missing && missing > Slack && missing > most / 10).ToList();
            if (fewer.Count > 0)
                return Verdict.Warn($"{PlacementText.Cells(fewer.Select(cell => cell.Id))}: {Range(fewer)}, others {Range(group.Except(fewer))}", [.. fewer.Select(cell => cell.Id)]);
        }

        return Verdict.Pass(string.Join("; ", alike.Select(group => $"{PlacementText.Cells(group.Select(cell => cell.Id))}: {PlacementText.Bytes(group.Min(cell => cell.Memory!.Value))} or more")));
    }

    /// <summary>The memory of nodes: <c>54.25 GiB to 55.75 GiB</c>.</summary>
    private static string Range(IEnumerable<NumaCell> cells)
    {
        var sizes = cells.Select(cell => cell.Memory!.Value).ToList();
        string least = PlacementText.Bytes(sizes.Min()), most = PlacementText.Bytes(sizes.Max());
        return least == most ? least : $"{least} to {most}";
    }
}
