using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Health;

/// <summary>
/// The processor groups of Windows, by <see cref="LogicalProcessor.Group"/>. A group has at most 64 CPUs. By HPE's UEFI guide for Gen10,
/// Clustered optimizes groups along NUMA boundaries, and Flat lets programs that are not made for several groups use more CPUs.
/// </summary>
internal static class GroupSizeRule
{
    private const int Most = 64;

    public static HealthRule Rule { get; } = new("GroupSize")
    {
        System = MachineSystem.Windows,
        LeastNodes = 1,
        Expected = "processor groups of one size, and no more of them than the CPUs need",
        Why = "Windows makes as few groups as it can and puts programs into them in turn. Before Windows 11 and Server 2022 a program that does not know groups runs on one only, so a small group gives it fewer CPUs. HPE's setting 'NUMA Group Size Optimization: Clustered' makes more groups than needed.",
        Fix = "Where such programs run, start them in a large group: Start-NumaProcess -CellId, or start /node. On an HPE server with more groups than needed, set 'NUMA Group Size Optimization' to Flat in the firmware.",
        Reference = "https://learn.microsoft.com/windows/win32/procthread/processor-groups",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        var cpus = facts.Cells.SelectMany(cell => cell.Processors ?? []).ToList();
        if (cpus.Count == 0 || cpus.Any(cpu => cpu.Group is null))
            return Verdict.Unknown("processor groups not reported");
        var sizes = cpus.GroupBy(cpu => cpu.Group!.Value).OrderBy(group => group.Key).Select(group => group.Count()).ToList();
        var observed = $"{PlacementText.Count(sizes.Count, "group")} of {string.Join(", ", sizes)} CPUs";
        facts.Note(observed);
        if (sizes.Count == 1)
            return Verdict.Pass(observed);
        return sizes.Distinct().Count() > 1 || sizes.Count > Needed(facts.Cells.Select(cell => cell.Cpus.Count)) ? Verdict.Warn(observed) : Verdict.Pass(observed);
    }

    /// <summary>How many groups whole nodes need, the largest first, each in the first group that has room. One with more than 64 CPUs fills groups.</summary>
    private static int Needed(IEnumerable<int> nodes)
    {
        var groups = new List<int>();
        foreach (var cpus in nodes.OrderByDescending(cpus => cpus))
        {
            var left = cpus;
            for (; left > Most; left -= Most)
                groups.Add(Most);
            var room = groups.FindIndex(group => group + left <= Most);
            if (room >= 0)
                groups[room] += left;
            else
                groups.Add(left);
        }

        return groups.Count;
    }
}
