using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison.Parts;

/// <summary>The distances between nodes that both machines have.</summary>
internal static class DistancePart
{
    public static void Compare(NumaCapabilities reference, NumaCapabilities difference, ComparisonReport report)
    {
        if (reference.Distances.Count == 0 || difference.Distances.Count == 0)
        {
            report.Both("Distances", reference.Distances.NullIfEmpty(), difference.Distances.NullIfEmpty(), isOnlyThere => $"Distances are {(isOnlyThere ? "reported only" : "not reported")} on {report.Other}{(Lacking(reference, difference).Cells.Count > 1 ? "; without them all nodes count as equally far apart" : "")}.");
            return;
        }

        var facet = new Facet<int?>(nameof(NumaDistance.Value), value => value, Impact);
        var ids = reference.Cells.Select(cell => cell.Id).Intersect(difference.Cells.Select(cell => cell.Id)).ToList();
        Dictionary<(int From, int To), int> ones = Values(reference), others = Values(difference);
        foreach (var from in ids)
        {
            var pairs = ids.Select(to => (to, Value(ones, from, to), Value(others, from, to))).ToList();
            report.CompareAll(to => $"Cells[{from}].Distances[{to}]", (to, _) => $"{Nodes(to)} from {report.Cell(from)}", pairs, facet);
        }
    }

    private static NumaCapabilities Lacking(NumaCapabilities reference, NumaCapabilities difference) => reference.Distances.Count == 0 ? reference : difference;

    private static string Impact(string owner, object one, object other) =>
        owner.StartsWith("nodes", StringComparison.Ordinal) ? $"Distances to {owner} differ; nodes are ranked differently."
        : (int)other == NumaDistance.Unreachable ? $"Memory on {owner} cannot be reached."
        : $"Memory on {owner} is {((int)other < (int)one ? "nearer" : "farther")}: distance {other} instead of {((int)one == NumaDistance.Unreachable ? "unreachable" : one)}; nodes are ranked differently.";

    private static string Nodes(string ids) => PlacementText.Cells(NodeSet.Parse(ids).ToArray());

    private static Dictionary<(int From, int To), int> Values(NumaCapabilities machine)
    {
        var values = new Dictionary<(int From, int To), int>();
        foreach (var distance in machine.Distances)
            values[(distance.From, distance.To)] = distance.Value;
        return values;
    }

    private static int? Value(Dictionary<(int From, int To), int> values, int from, int to) => values.TryGetValue((from, to), out var value) ? value : null;
}
