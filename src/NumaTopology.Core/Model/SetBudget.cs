using System.Threading;

namespace NumaTopology;

/// <summary>Bounds the memory that the sets of CPUs and nodes of one foreign source take together: a single number near the limit takes 128 KiB.</summary>
internal sealed class SetBudget
{
    private long _bytes;

    /// <summary>Counts a set; false when the source has had its share.</summary>
    public bool TryTake(IdSet set) => Interlocked.Add(ref _bytes, 8L * set.Length) <= MachineLimits.SetBytes;
}
