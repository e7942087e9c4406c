using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison.Parts;

/// <summary>The CPUs that both machines have: where they are, and what they are like.</summary>
internal static class ProcessorPart
{
    public static void Compare(NumaCapabilities reference, NumaCapabilities difference, ComparisonReport report)
    {
        var others = new Dictionary<int, LogicalProcessor>();
        foreach (var processor in difference.Cells.SelectMany(cell => cell.Processors ?? []))
            others[processor.Id] = processor;
        var common = CpuSet.From(reference.Cells.SelectMany(cell => cell.Processors ?? []).Select(processor => processor.Id).Where(others.ContainsKey));
        var facets = Facets(common);
        foreach (var cell in reference.Cells)
        {
            var pairs = (cell.Processors ?? []).Where(processor => others.ContainsKey(processor.Id)).Select(processor => (processor.Id, processor, others[processor.Id])).ToList();
            foreach (var facet in facets)
                report.CompareAll(ids => $"Cells[{cell.Id}].Processors[{ids}]", (ids, example) => $"{(int.TryParse(ids, out _) ? "CPU" : "CPUs")} {ids}{(example is null ? "" : $", such as CPU {example}")}", pairs, facet);
        }
    }

    /// <summary>What CPUs are compared by.</summary>
    /// <param name="common">Those that both machines have: a missing sibling is a missing CPU of the node and no further difference.</param>
    private static Facet<LogicalProcessor>[] Facets(CpuSet common) =>
    [
        new(nameof(LogicalProcessor.Socket), cpu => cpu.Socket, (owner, one, other) => $"Socket of {owner}: {other} instead of {one}."),
        new(nameof(LogicalProcessor.Die), cpu => cpu.Die, (owner, one, other) => $"Die of {owner}: {other} instead of {one}."),
        new(nameof(LogicalProcessor.Cluster), cpu => cpu.Cluster, (owner, one, other) => $"Cluster of {owner}: {other} instead of {one}."),
        new(nameof(LogicalProcessor.Core), cpu => cpu.Core, (owner, one, other) => $"Core of {owner}: {other} instead of {one}."),
        new(nameof(LogicalProcessor.Siblings), cpu => cpu.Siblings?.Intersect(common), (owner, one, other) => $"Threads of the core of {owner}: {other} instead of {one}; pinning by core picks other CPUs.", without: "each CPU counts as a core there"),
        new(nameof(LogicalProcessor.Group), cpu => cpu.Group, (owner, one, other) => $"Processor group of {owner}: {other} instead of {one}; affinity masks differ."),
        new(nameof(LogicalProcessor.Number), cpu => cpu.Number, (owner, one, other) => $"Bit of {owner} in affinity masks: {other} instead of {one}."),
        new(nameof(LogicalProcessor.CpuSetId), cpu => cpu.CpuSetId, (owner, one, other) => $"CPU set id of {owner}: {other} instead of {one}."),
        new(nameof(LogicalProcessor.EfficiencyClass), cpu => cpu.EfficiencyClass, (owner, one, other) => $"Efficiency class of {owner}: {other} instead of {one}, {((int)other < (int)one ? "slower" : "faster")} cores."),
        new(nameof(LogicalProcessor.CoreKind), cpu => cpu.CoreKind, (owner, one, other) => $"Core kind of {owner}: {other} instead of {one}."),
        new(nameof(LogicalProcessor.Capacity), cpu => cpu.Capacity, (owner, one, other) => $"Capacity of {owner}: {other} instead of {one}, {((int)other < (int)one ? "slower" : "faster")} cores."),
    ];
}
