namespace NumaTopology;

/// <summary>Bit arithmetic that .NET Standard 2.0 lacks.</summary>
internal static class Bits
{
    /// <summary>How many bits are set.</summary>
    public static int Count(ulong word)
    {
        word -= (word >> 1) & 0x5555555555555555;
        word = (word & 0x3333333333333333) + ((word >> 2) & 0x3333333333333333);
        word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F;
        return (int)(unchecked(word * 0x0101010101010101) >> 56);
    }

    /// <summary>The position of the lowest set bit; 64 for no bit.</summary>
    public static int Lowest(ulong word) => Count(unchecked((word & (~word + 1)) - 1));
}
