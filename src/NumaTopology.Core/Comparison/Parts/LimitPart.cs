namespace NumaTopology.Comparison.Parts;

/// <summary>The limits of cgroups and job objects; how much of them is used is no difference.</summary>
internal static class LimitPart
{
    private static readonly Facet<NumaLimit>[] s_facets =
    [
        new(nameof(NumaLimit.Limit), limit => limit.Limit, (owner, one, other) => $"{owner} allows {PlacementText.Instead((long)one, (long)other)}."),
        new(nameof(NumaLimit.Cpus), limit => limit.Cpus, (owner, one, other) => $"{owner} allows the time of {other} instead of {one} CPUs."),
        new(nameof(NumaLimit.CountsHugePages), limit => limit.CountsHugePages, (owner, _, other) => $"{owner} {((bool)other ? "includes" : "does not include")} huge pages."),
    ];

    public static void Compare(NumaCapabilities reference, NumaCapabilities difference, ComparisonReport report)
    {
        foreach (var ((name, group), one, other) in Pairs.Of(reference.Limits ?? [], difference.Limits ?? [], limit => (limit.Name, limit.Group)))
        {
            var path = $"Limits[{name} of {group}]";
            // How much is used belongs to no limit that a machine lacks.
            var value = (one ?? other)!.Cpus is null ? nameof(NumaLimit.Limit) : nameof(NumaLimit.Cpus);
            if (report.Both($"{path}.{value}", Value(one), Value(other), isOnlyThere => $"{name} of {group} {(isOnlyThere ? "limits programs only" : "does not limit programs")} on {report.Other}."))
                report.Compare(path + ".", $"{name} of {group}", one!, other!, s_facets);
        }
    }

    private static object? Value(NumaLimit? limit) => limit?.Cpus is { } cpus ? cpus : limit?.Limit;
}
