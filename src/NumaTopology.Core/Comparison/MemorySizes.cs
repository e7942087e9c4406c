using System;

namespace NumaTopology.Comparison;

/// <summary>How much memory two nodes have that are alike: a kernel or a firmware keeps some for itself, and not always as much.</summary>
internal static class MemorySizes
{
    /// <summary>Whether two sizes differ by no more than a hundredth of the larger.</summary>
    public static bool AreAlike(long one, long other) => Math.Abs(one - other) <= Math.Max(one, other) / 100;

    public static bool AreAlike(object one, object other) => AreAlike((long)one, (long)other);
}
