using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Health;

/// <summary>Whether a CPU is in one node, and with it the other threads of its core, by <see cref="LogicalProcessor.Siblings"/>.</summary>
internal static class CoreNodeRule
{
    public static HealthRule Rule { get; } = new("CoreNode")
    {
        LeastNodes = 2,
        Expected = "every core is in one node",
        Why = "The threads of a core share its caches. Where they are in two nodes, or a CPU is in several, memory that is local to one is remote to the other, and Linux ignores that the threads share a core.",
        Fix = "Update the firmware; in a virtual machine give each node whole cores.",
        Reference = "https://github.com/torvalds/linux/blob/v6.12/arch/x86/kernel/smpboot.c",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        var nodeOf = new Dictionary<int, int>();
        var shared = new List<(int Cpu, int First, int Second)>();
        foreach (var cell in facts.Cells)
        {
            foreach (var cpu in cell.Cpus.Ids)
            {
                if (nodeOf.TryGetValue(cpu, out var other))
                    shared.Add((cpu, other, cell.Id));
                else
                    nodeOf.Add(cpu, cell.Id);
            }
        }

        if (shared.Count > 0)
            return Verdict.Fail($"CPU {shared[0].Cpu} is in nodes {shared[0].First} and {shared[0].Second}", Cells(shared.SelectMany(cpu => new[] { cpu.First, cpu.Second })));
        var processors = facts.Cells.SelectMany(cell => cell.Processors ?? []).ToList();
        facts.Note($"{PlacementText.Count(nodeOf.Count, "CPU")} of {PlacementText.Count(facts.Cells.Count, "node")}, {processors.Count(cpu => cpu.Siblings is not null)} with the threads of their core");
        var split = processors.Where(cpu => cpu.Siblings?.Ids.Any(other => nodeOf.TryGetValue(other, out var node) && node != nodeOf[cpu.Id]) == true).ToList();
        if (split.Count > 0)
        {
            facts.Note($"threads of the core of CPU {split[0].Id}: {split[0].Siblings}");
            return Verdict.Fail($"core of CPUs {split[0].Siblings} split over nodes", Cells(split.Select(cpu => nodeOf[cpu.Id])));
        }

        if (facts.Cells.Any(cell => cell.Kind is null && cell.Cpus.IsEmpty) || processors.Count < nodeOf.Count || processors.Any(cpu => cpu.Siblings is null))
            return Verdict.Unknown("cores of some CPUs not reported");
        return processors.Count == 0 ? Verdict.Unknown("no CPU is reported") : Verdict.Pass($"cores of {PlacementText.Count(processors.Count, "CPU")} are whole");
    }

    private static List<int> Cells(IEnumerable<int> ids) => [.. ids.Distinct().OrderBy(id => id)];
}
