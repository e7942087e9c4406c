using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Health;

/// <summary>Whether the CPUs of a node are in one processor group of Windows. One with more than 64 CPUs cannot be.</summary>
internal static class GroupNodeRule
{
    private const int Most = 64;

    public static HealthRule Rule { get; } = new("GroupNode")
    {
        System = MachineSystem.Windows,
        LeastNodes = 1,
        Expected = "the CPUs of a node are in one processor group, unless it has more than 64",
        Why = "Windows keeps a node in one group unless it is larger than one. Programs that ask for a node by the older calls get its CPUs of one group only.",
        Fix = "Set 'NUMA Group Size Optimization' to Clustered in the firmware, or more nodes per socket.",
        Reference = "https://learn.microsoft.com/windows/win32/procthread/numa-support",
        Check = Check,
    };

    private static string Larger(IEnumerable<NumaCell> cells) => $"{PlacementText.Cells(cells.Select(cell => cell.Id))} larger than a group";

    private static Verdict Check(HealthFacts facts)
    {
        var cells = facts.Cells.Where(cell => !cell.Cpus.IsEmpty).ToList();
        if (cells.Count == 0 || cells.Any(cell => cell.Processors is null || cell.Processors.Any(cpu => cpu.Group is null)))
            return Verdict.Unknown("processor groups not reported");
        foreach (var cell in cells)
            facts.Note($"node {cell.Id}: {string.Join(", ", cell.Processors!.GroupBy(cpu => cpu.Group).OrderBy(group => group.Key).Select(group => $"{group.Count()} CPUs of group {group.Key}"))}");
        var split = cells.Where(cell => cell.Processors!.Select(cpu => cpu.Group).Distinct().Count() > 1).ToList();
        var small = split.Where(cell => cell.Cpus.Count <= Most).Select(cell => cell.Id).ToList();
        return small.Count > 0 ? Verdict.Warn($"CPUs of {PlacementText.Cells(small)} in several groups", small)
            : split.Count == 0 ? Verdict.Pass("every node in one group")
            : split.Count == cells.Count ? Verdict.NotApplicable(Larger(split))
            : Verdict.Pass($"every other node in one group; {Larger(split)}");
    }
}
