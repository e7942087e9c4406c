using System;

namespace NumaTopology.Placement;

/// <summary>
/// Divides memory over cells: the cells with the processors give first, each in proportion to its processors as far as it has as much; then
/// whichever of them has some left; then the others, the nearest to all processors first.
/// </summary>
internal static class MemorySplit
{
    /// <summary>What each cell gives; the cells with processors come first in <paramref name="available"/>, the others by distance.</summary>
    /// <param name="wanted">Bytes or pages, no more than there are.</param>
    /// <param name="available">What each has.</param>
    /// <param name="cpus">How many processors are taken of the first cells.</param>
    public static long[] Take(long wanted, long[] available, int[] cpus)
    {
        var taken = new long[available.Length];
        long all = 0;
        foreach (var count in cpus)
            all += count;
        var missing = wanted;
        for (var i = 0; i < cpus.Length; i++)
        {
            // A decimal holds the product, which a long may not.
            var share = (long)((decimal)wanted * cpus[i] / all);
            taken[i] = Math.Min(share, available[i]);
            missing -= taken[i];
        }

        for (var i = 0; i < taken.Length && missing > 0; i++)
        {
            var more = Math.Min(missing, available[i] - taken[i]);
            taken[i] += more;
            missing -= more;
        }

        return taken;
    }
}
