using System.Linq;

namespace NumaTopology.Health;

/// <summary>Memory of every node, from <see cref="NumaCell.Memory"/>. A device that only accesses memory (<see cref="CellKind.GenericInitiator"/>) needs none.</summary>
internal static class NodeMemoryRule
{
    public static HealthRule Rule { get; } = new("NodeMemory")
    {
        LeastNodes = 1,
        Expected = "every node has memory",
        Why = "All memory of a program on a node without memory is remote. Often no DIMM is installed at that socket, or a DIMM failed.",
        Fix = "Check which DIMMs the firmware reports, and populate the memory channels of each socket; or keep programs off the node.",
        Reference = "https://docs.kernel.org/mm/numa.html",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        var cells = facts.Cells.Where(cell => cell.Kind != CellKind.GenericInitiator).ToList();
        foreach (var cell in cells)
            facts.Note($"node {cell.Id}: {(cell.Memory is { } memory ? PlacementText.Bytes(memory) : "memory not reported")}");
        var without = cells.Where(cell => cell.Memory == 0).Select(cell => cell.Id).ToList();
        var unknown = cells.Where(cell => cell.Memory is null).Select(cell => cell.Id).ToList();
        return without.Count > 0 && without.Count + unknown.Count < cells.Count ? Verdict.Warn($"{PlacementText.Cells(without)} without memory", without)
            : unknown.Count > 0 || without.Count > 0 ? Verdict.Unknown($"memory of {PlacementText.Cells(unknown.Concat(without))} not reported", [.. unknown.Concat(without).OrderBy(id => id)])
            : Verdict.Pass(PlacementText.Count(cells.Count, "node") + " with memory");
    }
}
