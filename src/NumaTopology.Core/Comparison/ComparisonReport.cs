using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison;

/// <summary>Collects what two machines differ in.</summary>
/// <param name="reference">The machine as it should be.</param>
/// <param name="difference">The other machine, in the numbers of the reference.</param>
/// <param name="own">Of its nodes the numbers that they have there; null where they are the same.</param>
/// <param name="includeEqual">Whether equal values are told, too.</param>
internal sealed class ComparisonReport(NumaCapabilities reference, NumaCapabilities difference, IReadOnlyDictionary<int, int>? own, bool includeEqual)
{
    private readonly List<NumaDifference> _found = [];

    public IReadOnlyList<NumaDifference> Differences => _found;

    /// <summary>What the other machine is called.</summary>
    public string Other { get; } = difference.ToString();

    /// <summary>What a node is called in a sentence.</summary>
    public string Cell(int id) => own is not null && own.TryGetValue(id, out var there) && there != id ? $"node {id} (node {there} of {Other})" : $"node {id}";

    /// <summary>Whether something differs below a path.</summary>
    public bool HasDifference(string path) => _found.Any(found => !found.IsEqual && found.Path.StartsWith(path, StringComparison.Ordinal));

    /// <summary>Compares all values of two things of one name.</summary>
    /// <param name="path">Their path, with a dot at its end; empty for the machine.</param>
    /// <param name="owner">What they are called in a sentence; empty for the machine.</param>
    /// <param name="one">That of the reference.</param>
    /// <param name="other">That of the other machine.</param>
    /// <param name="facets">The values.</param>
    public void Compare<T>(string path, string owner, T one, T other, params Facet<T>[] facets)
    {
        foreach (var facet in facets)
        {
            object? left = facet.Value(one), right = facet.Value(other);
            Add(path + facet.Name, left, right, facet.IsSame(left, right), () => Impact(facet, owner, left, right));
        }
    }

    /// <summary>Compares a value of several things; those that differ are one difference, whose path names them all.</summary>
    /// <param name="path">The path of some.</param>
    /// <param name="owner">What some are called in a sentence, with the number of the one whose values the sentence has; null where all have the same.</param>
    /// <param name="pairs">The things by number.</param>
    /// <param name="facet">The value.</param>
    public void CompareAll<T>(Func<string, string> path, Func<string, int?, string> owner, IReadOnlyList<(int Id, T One, T Other)> pairs, Facet<T> facet)
    {
        var different = new List<(int Id, object? One, object? Other)>();
        foreach (var (id, one, other) in pairs)
        {
            object? left = facet.Value(one), right = facet.Value(other);
            if (facet.IsSame(left, right))
                Add($"{path(PlacementText.Number(id))}.{facet.Name}", left, right, true, () => "");
            else
                different.Add((id, left, right));
        }

        if (different.Count == 0)
            return;
        var ids = CpuSet.From(different.Select(item => item.Id)).ToString();
        var known = different.FindIndex(item => item.One is not null && item.Other is not null);
        var example = different[Math.Max(known, 0)];
        var areAlike = different.TrueForAll(item => known < 0 || (Equals(item.One, example.One) && Equals(item.Other, example.Other)));
        Add(
            $"{path(ids)}.{facet.Name}",
            Values(different.ConvertAll(item => item.One)),
            Values(different.ConvertAll(item => item.Other)),
            false,
            () => Impact(facet, owner(ids, areAlike ? null : example.Id), example.One, example.Other));
    }

    /// <summary>Tells of something that only one of the machines has; of nothing when both have it.</summary>
    /// <returns>Whether both have it.</returns>
    public bool Both(string path, object? one, object? other, Func<bool, string> impact)
    {
        if (one is not null && other is not null)
            return true;
        if (one is not null || other is not null)
            Add(path, one, other, false, () => impact(one is null));
        return false;
    }

    public void Add(string path, object? one, object? other, bool isEqual, Func<string> impact)
    {
        if (isEqual && !includeEqual)
            return;
        _found.Add(new NumaDifference { Path = path, Reference = one, Difference = other, IsEqual = isEqual, Impact = isEqual ? null : impact(), HostName = difference.HostName, Snapshot = difference.Snapshot });
    }

    private static object? Values(List<object?> values) => values.TrueForAll(value => value is null) ? null : values.Count == 1 ? values[0] : Listing.Of(values);

    private string Impact<T>(Facet<T> facet, string owner, object? one, object? other) => one is not null && other is not null ? facet.Impact(owner, one, other)
        : $"{facet.Name}{(owner.Length == 0 ? "" : " of ")}{owner} is not reported on {(one is null ? reference : difference)}{(facet.Without is null ? "" : "; ")}{facet.Without}.";
}
