using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison.Parts;

/// <summary>Which CPUs and nodes are present, online and allowed, where that does not follow from the nodes.</summary>
internal static class AllowedPart
{
    public static void Compare(NumaCapabilities reference, NumaCapabilities difference, ComparisonReport report)
    {
        if (!reference.Cells.Where((_, i) => report.HasDifference($"Cells[{reference.Cells[i].Id}].Cpus")).Any() && reference.Cells.Count == difference.Cells.Count)
        {
            report.Compare(
                "",
                "",
                reference,
                difference,
                new Facet<NumaCapabilities>(nameof(NumaCapabilities.PresentCpus), machine => machine.PresentCpus, (_, one, other) => $"CPUs present: {other} instead of {one}; those that are not online cannot be used."),
                new Facet<NumaCapabilities>(nameof(NumaCapabilities.OnlineCpus), machine => machine.OnlineCpus, (_, one, other) => $"CPUs online: {other} instead of {one}."));
        }

        // Of CPUs and nodes that only one of the machines has, the nodes say enough.
        var cpus = reference.OnlineCpus is { } ones && difference.OnlineCpus is { } others ? ones.Intersect(others) : null;
        var cells = reference.Cells.Select(cell => cell.Id).Intersect(difference.Cells.Select(cell => cell.Id)).ToList();
        report.Compare(
            "",
            "",
            reference,
            difference,
            new Facet<NumaCapabilities>(nameof(NumaCapabilities.AllowedCpus), machine => machine.AllowedCpus, (_, one, other) => $"Programs are allowed to run on {PlacementText.Cpus((CpuSet)other)} instead of {one}.", (one, other) => cpus is null ? one.Equals(other) : ((CpuSet)one).Intersect(cpus) == ((CpuSet)other).Intersect(cpus)),
            new Facet<NumaCapabilities>(nameof(NumaCapabilities.AllowedCells), machine => machine.AllowedCells, (_, one, other) => $"Programs are allowed to use the memory of {Nodes(other)} instead of {Nodes(one)}.", (one, other) => ((IReadOnlyList<int>)one).Intersect(cells).OrderBy(id => id).SequenceEqual(((IReadOnlyList<int>)other).Intersect(cells).OrderBy(id => id))));
    }

    private static string Nodes(object ids) => ((IReadOnlyList<int>)ids).Count == 0 ? "no node" : PlacementText.Cells((IReadOnlyList<int>)ids);
}
