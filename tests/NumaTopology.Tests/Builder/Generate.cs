using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsCheck;

namespace NumaTopology.Tests;

/// <summary>What property tests of several subjects draw.</summary>
internal static class Generate
{
    // Around the ends of 32-bit and 64-bit words, and the last numbers that a set holds.
    private static readonly int[] s_edges = [0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 4095, CpuSet.Limit - 70, CpuSet.Limit - 1];

    /// <summary>A run of processors, first and last.</summary>
    public static readonly Gen<(int First, int Last)> Run =
        from first in Gen.Frequency((3, Gen.Int[0, 200]), (1, Gen.OneOf(s_edges)))
        from length in Gen.Frequency((2, Gen.Const(1)), (1, Gen.Const(2)), (3, Gen.Int[1, 70]))
        select (first, Math.Min(first + length, CpuSet.Limit) - 1);

    /// <summary>Numbers of processors, ascending; often none, and often some next to each other.</summary>
    public static readonly Gen<int[]> Cpus = Run.Array[0, 5].Select(Numbers);

    /// <summary>Text with what XML must escape, blanks and letters beyond ASCII and the first plane; not empty and no blank at its ends.</summary>
    public static readonly Gen<string> Text = Gen.OneOf("a", "Z9", "_", "<", ">", "&", "'", "\"", "&amp;", "]]>", "<!--", " ", "é", "\u2028", "😀").Array[0, 8].Select(parts => "x" + string.Concat(parts) + "y");

    /// <summary>Different numbers, ascending, with gaps.</summary>
    public static Gen<int[]> Ids(int least, int most, int limit = 64) =>
        Gen.Int[least, most].SelectMany(count => Gen.Shuffle(Enumerable.Range(0, limit).ToArray(), count)).Select(ids => ids.Order().ToArray());

    /// <summary>One of each.</summary>
    public static Gen<T[]> Each<T>(IEnumerable<Gen<T>> generators) =>
        generators.Aggregate(Gen.Const(Array.Empty<T>()), (drawn, next) => Gen.Select(drawn, next, (items, item) => (T[])[.. items, item]));

    /// <summary>The numbers of some runs, each once, ascending.</summary>
    public static int[] Numbers(IEnumerable<(int First, int Last)> runs)
    {
        var numbers = new SortedSet<int>();
        foreach (var (first, last) in runs)
            numbers.UnionWith(Enumerable.Range(first, last - first + 1));
        return [.. numbers];
    }

    /// <summary>The list that the kernel prints for ascending numbers: as few runs as can be.</summary>
    public static string List(IReadOnlyList<int> numbers)
    {
        var runs = new List<string>();
        for (var i = 0; i < numbers.Count; i++)
        {
            var first = numbers[i];
            while (i + 1 < numbers.Count && numbers[i + 1] == numbers[i] + 1)
                i++;
            runs.Add(first == numbers[i] ? Text(first) : $"{Text(first)}-{Text(numbers[i])}");
        }

        return string.Join(',', runs);

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
