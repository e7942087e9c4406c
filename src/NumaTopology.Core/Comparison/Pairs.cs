using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison;

/// <summary>What two machines call by the same name.</summary>
internal static class Pairs
{
    /// <summary>The items of two lists by key, each with that of the other list or null: those of the first list in its order, then those that only the second has.</summary>
    public static IEnumerable<(TKey Key, T? One, T? Other)> Of<T, TKey>(IReadOnlyList<T> ones, IReadOnlyList<T> others, Func<T, TKey> key)
        where T : class
    {
        // A machine may name two devices alike: the first is meant.
        var left = ones.GroupBy(key).ToDictionary(group => group.Key, group => group.First());
        var right = others.GroupBy(key).ToDictionary(group => group.Key, group => group.First());
        foreach (var name in ones.Concat(others).Select(key).Distinct())
            yield return (name, left.TryGetValue(name, out var one) ? one : null, right.TryGetValue(name, out var other) ? other : null);
    }
}
