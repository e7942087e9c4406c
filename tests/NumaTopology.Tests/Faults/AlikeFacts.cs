using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace NumaTopology.Tests.Faults;

/// <summary>Facts whose names differ in numbers only, such as the sizes of the caches of 64 processors: one is as good as another.</summary>
internal static class AlikeFacts
{
    private const int OfEach = 3;

    /// <summary>Of each kind three at most: the first, the last and the one in the middle.</summary>
    public static IEnumerable<string> Few(IEnumerable<string> names) =>
        names.Order(StringComparer.Ordinal).GroupBy(name => Regex.Replace(name, "[0-9]+", "#")).SelectMany(kind => Spread([.. kind]));

    private static IEnumerable<string> Spread(string[] names) => names.Length <= OfEach ? names : Enumerable.Range(0, OfEach).Select(i => names[i * (names.Length - 1) / (OfEach - 1)]);
}
