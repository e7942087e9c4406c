using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison.Parts;

/// <summary>Latencies and bandwidths of the firmware.</summary>
internal static class InterconnectPart
{
    private static readonly Facet<NumaInterconnect> s_value = new(nameof(NumaInterconnect.Value), value => value.Value, (owner, one, other) => $"The firmware reports {other} instead of {one} for {owner}; placements by distance do not use it.");

    public static void Compare(NumaCapabilities reference, NumaCapabilities difference, ComparisonReport report)
    {
        if (!report.Both("Interconnects", reference.Interconnects.NullIfEmpty(), difference.Interconnects.NullIfEmpty(), Missing("Latencies and bandwidths are", report)))
            return;
        var cells = reference.Cells.Select(cell => cell.Id).Intersect(difference.Cells.Select(cell => cell.Id)).ToList();
        foreach (var (name, ones, others) in Pairs.Of(Tables(reference), Tables(difference), table => table.Name))
        {
            if (!report.Both($"Interconnects[{name}]", ones?.Values, others?.Values, Missing($"{name} is", report)))
                continue;
            foreach (var ((initiator, target), one, other) in Pairs.Of(ones!.Values, others!.Values, value => (value.Initiator, value.Target)))
            {
                var path = $"Interconnects[{initiator}-{target} {name}]";
                // What is said of a node that only one of the machines has follows from that.
                if (cells.Contains(initiator) && cells.Contains(target) && report.Both(path, one, other, Missing($"{name} is", report)))
                    report.Compare(path + ".", $"node {target} from node {initiator}", one!, other!, s_value);
            }
        }
    }

    private static System.Func<bool, string> Missing(string what, ComparisonReport report) => isOnlyThere => $"{what} {(isOnlyThere ? "reported only" : "not reported")} on {report.Other}; placements by distance do not use it.";

    private static List<Table> Tables(NumaCapabilities machine) =>
    [
        .. from value in machine.Interconnects
           group value by $"{(value.Access == MemoryAccess.Access ? "" : value.Access.ToString())}{value.Type}{(value.CacheLevel == 0 ? "" : $" L{value.CacheLevel}")}{(value.AccessClass == 0 ? "" : $" class {value.AccessClass}")}" into table
           select new Table(table.Key, Listing.Of([.. table])),
    ];

    private sealed record Table(string Name, IReadOnlyList<NumaInterconnect> Values);
}
