namespace NumaTopology.Placement;

/// <summary>Sets of cells, by their indexes, as words of 64 bits, the lowest first, for searches that intersect them all the time.</summary>
internal static class IndexSet
{
    /// <summary>An empty set for that many cells.</summary>
    public static ulong[] Of(int count) => new ulong[(count + 63) / 64];

    public static void Add(ulong[] set, int index) => set[index >> 6] |= 1UL << (index & 63);

    public static void Remove(ulong[] set, int index) => set[index >> 6] &= ~(1UL << (index & 63));

    public static bool Contains(ulong[] set, int index) => (set[index >> 6] & (1UL << (index & 63))) != 0;

    /// <summary>The lowest index from one on; −1 when there is none.</summary>
    public static int Next(ulong[] set, int from)
    {
        for (var i = from >> 6; i < set.Length; i++)
        {
            var word = set[i];
            if (i == from >> 6)
                word &= ulong.MaxValue << (from & 63);
            if (word != 0)
                return (i * 64) + Bits.Lowest(word);
        }

        return -1;
    }

    /// <summary>What two sets share.</summary>
    public static void Intersect(ulong[] one, ulong[] other, ulong[] into)
    {
        for (var i = 0; i < into.Length; i++)
            into[i] = one[i] & other[i];
    }

    /// <summary>Takes the members of another set away.</summary>
    public static void Except(ulong[] set, ulong[] other)
    {
        for (var i = 0; i < set.Length; i++)
            set[i] &= ~other[i];
    }
}
