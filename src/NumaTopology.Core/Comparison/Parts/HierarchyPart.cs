namespace NumaTopology.Comparison.Parts;

/// <summary>The groups of nodes, which are concluded from what was compared before; only documents give groups without their reasons.</summary>
internal static class HierarchyPart
{
    public static void Compare(NumaCapabilities reference, NumaCapabilities difference, ComparisonReport report)
    {
        if (!report.HasDifference("Cells") && !report.HasDifference("Distances"))
            report.Compare("", "", reference, difference, new Facet<NumaCapabilities>(nameof(NumaCapabilities.Hierarchy), machine => machine.Hierarchy.ToString(), (_, one, other) => $"The nodes are grouped as {other} instead of {one}; placements over several nodes choose other nodes."));
    }
}
