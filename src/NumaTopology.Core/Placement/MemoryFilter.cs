using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>Of which kinds and tiers the memory is to be.</summary>
internal static class MemoryFilter
{
    /// <summary>Why a node's memory is not of them: as a reason for the node, and as the words behind an amount that is lost with it; null when it is, or when it has none.</summary>
    public static (string Reason, string Why)? Refusal(NumaCell cell, PlacementRequest request)
    {
        if (cell.Memory == 0)
            return null;
        if (request.MemoryKinds is { } kinds)
        {
            if (cell.Kind is not { } kind)
                return ("memory kind unknown", "of unknown kind");
            if (!kinds.Contains(kind))
                return ($"memory kind {kind}", "of another kind");
        }

        if (request.MemoryTiers is { } tiers)
        {
            if (cell.MemoryTier is not { } tier)
                return ("memory tier unknown", "of unknown tier");
            if (!tiers.Contains(tier))
                return ($"memory tier {Number(tier)}", "of another tier");
        }

        return null;
    }

    /// <summary>What is said of an amount: <c> of kind HighBandwidth and tier 2</c>; nothing where all memory counts.</summary>
    public static string Text(PlacementRequest request)
    {
        List<string> parts = [];
        if (request.MemoryKinds is { } kinds)
            parts.Add("kind " + string.Join(" or ", kinds));
        if (request.MemoryTiers is { } tiers)
            parts.Add("tier " + string.Join(" or ", tiers.Select(Number)));
        return parts.Count == 0 ? "" : " of " + string.Join(" and ", parts);
    }

    private static string Number(int tier) => tier.ToString(CultureInfo.InvariantCulture);
}
