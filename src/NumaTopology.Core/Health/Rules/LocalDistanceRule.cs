using System.Linq;

namespace NumaTopology.Health;

/// <summary>Distances to other nodes against the distance to the node itself. ACPI's value of local memory is 10 (ACPI 6.5, 5.2.17); Linux refuses a table with another.</summary>
internal static class LocalDistanceRule
{
    private const int Local = 10;

    public static HealthRule Rule { get; } = new("LocalDistance")
    {
        LeastNodes = 2,
        Expected = "the local distance is 10, and every other is larger",
        Why = "Kernel and programs take memory of the node with the smallest distance first. Where another node looks nearer than the own one, memory is remote from the start. Linux ignores such an ACPI table.",
        Fix = "Update the firmware, which writes the table SLIT; in a virtual machine correct the distances of its nodes.",
        Reference = "https://github.com/torvalds/linux/blob/v6.12/drivers/acpi/numa/srat.c",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        var distances = facts.Capabilities.Distances;
        var own = distances.Where(distance => distance.From == distance.To).ToDictionary(distance => distance.From, distance => distance.Value);
        if (facts.Cells.Any(cell => !own.ContainsKey(cell.Id)))
            return Verdict.Unknown("distances not reported");
        var remote = distances.Where(distance => distance.From != distance.To).ToList();
        if (remote.Count < facts.Cells.Count * (facts.Cells.Count - 1))
            return Verdict.Unknown("some distances not reported");
        foreach (var cell in facts.Cells)
            facts.Note($"node {cell.Id}: {string.Join(" ", cell.Distances.Select(distance => distance.Value))}");
        if (remote.Where(distance => distance.Value < own[distance.From]).ToList() is { Count: > 0 } nearer)
            return Verdict.Fail($"{Pairs(nearer.Count)} nearer than local memory, such as {nearer[0]}", [.. nearer.Select(distance => distance.From).Distinct()]);
        var same = remote.Where(distance => distance.Value == own[distance.From]).ToList();
        if (same.Count > 0)
            return Verdict.Warn($"{Pairs(same.Count)} as near as local memory, such as {same[0]}", [.. same.Select(distance => distance.From).Distinct()]);
        if (own.Where(cell => cell.Value != Local).Select(cell => cell.Key).OrderBy(id => id).ToList() is { Count: > 0 } odd)
            return Verdict.Warn($"local distance {own[odd[0]]} of {PlacementText.Cells(odd)}", odd);
        var values = remote.ToDictionary(distance => (distance.From, distance.To), distance => distance.Value);
        var lopsided = remote.Where(distance => distance.From < distance.To && values[(distance.To, distance.From)] != distance.Value).ToList();
        return Verdict.Pass($"remote {Span(values.Values.Min(), values.Values.Max())}" + (lopsided.Count == 0 ? "" : $", {Pairs(lopsided.Count)} asymmetric"));
    }

    private static string Span(int least, int most) => least == most ? $"{least}" : $"{least}-{most}";

    private static string Pairs(int count) => PlacementText.Count(count, "pair");
}
