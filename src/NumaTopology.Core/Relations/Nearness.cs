using System;

namespace NumaTopology.Relations;

/// <summary>Which SLIT values count as the same.</summary>
internal static class Nearness
{
    /// <summary>
    /// Whether two values differ by a tenth of the smaller at most: firmware that fills its table by measuring writes 20, 21 and 22 for links
    /// that are alike. Where what a value has above the local 10 is less than 10, they differ by a fifth of that at most: 11 and 12 are two
    /// different ways within a socket.
    /// </summary>
    public static bool IsNear(int left, int right)
    {
        var smaller = Math.Min(left, right);
        var difference = Math.Abs(left - right);
        return difference == 0 || (difference * 10 <= smaller && difference * 5 <= smaller - NumaDistance.Local);
    }

    /// <summary>Whether a value is larger than another and not the same.</summary>
    public static bool IsBeyond(int value, int other) => value > other && !IsNear(value, other);
}
