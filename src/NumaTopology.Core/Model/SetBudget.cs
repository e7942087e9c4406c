using System.Threading;

namespace NumaTopology;

/// <summary>Bounds the memory that the sets of CPUs and nodes of one foreign source take together: a single number near the limit takes 128 KiB.</summary>
internal sealed class SetBudget
{
    // A machine of 4096 processors needs a tenth of it.
    private const long MostBytes = 128 << 20;

    private long _bytes;

    /// <summary>Counts a set; false when the source has had its share.</summary>
    public bool TryTake(IdSet set) => Interlocked.Add(ref _bytes, 8L * set.Length) <= MostBytes;
}
