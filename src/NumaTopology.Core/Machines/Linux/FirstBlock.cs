namespace NumaTopology.Machines.Linux;

/// <summary>The lines of a file up to its first blank one, as far as they stand in its first bytes.</summary>
internal static class FirstBlock
{
    /// <summary>More than the block of any CPU: those of x86, the longest, have about 2700 bytes.</summary>
    public const int MostBytes = 8192;

    /// <summary>How many of the first <paramref name="length"/> bytes are whole lines of the first block; what is negative stays.</summary>
    public static int Length(byte[] buffer, int length)
    {
        if (length <= 0)
            return length;
        // A file with bytes that were not read may end in the middle of a line.
        var whole = length < MostBytes ? length : 0;
        for (var i = 0; i < length; i++)
        {
            if (buffer[i] != '\n')
                continue;
            if (i == 0 || buffer[i - 1] == '\n')
                return i;
            if (length >= MostBytes)
                whole = i + 1;
        }

        return whole;
    }
}
