using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison.Parts;

/// <summary>The caches: for each level which CPUs share one, and how large they are.</summary>
internal static class CachePart
{
    private static readonly Facet<CpuCache>[] s_facets =
    [
        new(nameof(CpuCache.Id), cache => cache.Id, (owner, one, other) => $"Number of {owner}: {other} instead of {one}; allocations of cache by number differ."),
        new(nameof(CpuCache.Size), cache => cache.Size, (owner, one, other) => $"Size of {owner}: {ByteText.Short((long)other)} instead of {ByteText.Short((long)one)}; programs there run at another speed."),
        new(nameof(CpuCache.LineSize), cache => cache.LineSize, (owner, one, other) => $"Line size of {owner}: {other} instead of {one} bytes."),
        new(nameof(CpuCache.Ways), cache => cache.Ways, (owner, one, other) => $"Ways of {owner}: {other} instead of {one}."),
        new(nameof(CpuCache.Controls), cache => cache.Controls, (owner, _, _) => $"The shares that {owner} can be divided into differ."),
    ];

    public static void Compare(NumaCapabilities reference, NumaCapabilities difference, ComparisonReport report)
    {
        if (!report.Both("Caches", reference.Caches.NullIfEmpty(), difference.Caches.NullIfEmpty(), isOnlyThere => $"Caches are {(isOnlyThere ? "reported only" : "not reported")} on {report.Other}; without them CPUs are not chosen by shared cache."))
            return;
        var common = Cpus(reference).Intersect(Cpus(difference));
        foreach (var (name, one, other) in Pairs.Of(Levels(reference, common), Levels(difference, common), level => level.Name))
        {
            var path = $"Caches[{name}]";
            if (!report.Both(path, one?.Caches, other?.Caches, isOnlyThere => $"{name} caches are {(isOnlyThere ? "reported only" : "not reported")} on {report.Other}."))
                continue;
            List<CpuSet> sets = [.. one!.Caches.Select(cache => cache.Cpus)], others = [.. other!.Caches.Select(cache => cache.Cpus)];
            report.Add(path + ".Cpus", Listing.Of(sets), Listing.Of(others), sets.SequenceEqual(others), () => $"Other CPUs share an {name} cache: {others.Count} caches instead of {sets.Count}; programs that share a cache are placed differently.");
            var both = Pairs.Of(one.Caches, other.Caches, cache => cache.Cpus).Where(pair => pair.One is not null && pair.Other is not null).Select(pair => (pair.Key, pair.One!, pair.Other!)).ToList();
            foreach (var facet in s_facets)
                CompareAlike(path, name, both, facet, report);
        }
    }

    /// <summary>Caches that differ in the same way are one difference: of 64 cores with larger caches each.</summary>
    private static void CompareAlike(string path, string name, List<(CpuSet Cpus, CpuCache One, CpuCache Other)> pairs, Facet<CpuCache> facet, ComparisonReport report)
    {
        foreach (var alike in pairs.GroupBy(pair => (facet.Value(pair.One), facet.Value(pair.Other))))
        {
            var cpus = CpuSet.From(alike.SelectMany(pair => pair.Cpus.Ids));
            report.Compare($"{path.TrimEnd(']')} {cpus}].", $"the {name} {(alike.Count() > 1 ? "caches" : "cache")} of {PlacementText.Cpus(cpus)}", alike.First().One, alike.First().Other, facet);
        }
    }

    private static CpuSet Cpus(NumaCapabilities machine) => machine.Caches.Aggregate(CpuSet.Empty, (all, cache) => all.Union(cache.Cpus));

    /// <summary>The caches of each level by their CPUs, as far as both machines have these: a cache of a missing CPU is no further difference.</summary>
    private static List<Level> Levels(NumaCapabilities machine, CpuSet common) =>
    [
        .. from cache in machine.Caches
           let cpus = cache.Cpus.Intersect(common)
           where !cpus.IsEmpty
           group cache with { Cpus = cpus } by $"L{cache.Level}{(cache.Type == CacheType.Unified ? "" : cache.Type == CacheType.Data ? "d" : "i")}" into level
           select new Level(level.Key, [.. level.OrderBy(cache => cache.Cpus)]),
    ];

    private sealed record Level(string Name, IReadOnlyList<CpuCache> Caches);
}
