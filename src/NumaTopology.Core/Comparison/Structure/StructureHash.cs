namespace NumaTopology.Comparison.Structure;

/// <summary>Mixes numbers into one of 64 bits, the same on every system and in every release: the finalizer of SplitMix64 (Steele, Lea and Flood 2014).</summary>
internal static class StructureHash
{
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    /// <summary>Two numbers, in this order.</summary>
    public static ulong Mix(ulong first, ulong second) => unchecked(Mix(Mix(first) + second));

    public static ulong Mix(ulong first, ulong second, ulong third) => Mix(Mix(first, second), third);

    public static ulong Text(string? text)
    {
        ulong hash = text is null ? 0UL : 1UL;
        foreach (var letter in text ?? "")
            hash = Mix(hash, letter);
        return hash;
    }

    /// <summary>A number that may be unknown, which is not 0.</summary>
    public static ulong Number(long? number) => number is { } known ? Mix(unchecked((ulong)known), 1) : 2;
}
