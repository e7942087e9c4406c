using System;

namespace NumaTopology.Linux;

/// <summary>Lines, words and numbers in the bytes of a fact, for what is read often and long: no line becomes a string.</summary>
internal static class TextBytes
{
    /// <summary>Where the line that begins at <paramref name="start"/> ends.</summary>
    public static int LineEnd(byte[] bytes, int start, int length)
    {
        var end = Array.IndexOf(bytes, (byte)'\n', start, length - start);
        return end < 0 ? length : end;
    }

    /// <summary>Whether the bytes up to <paramref name="end"/> begin with an ASCII text.</summary>
    public static bool StartWith(byte[] bytes, int at, int end, string text)
    {
        if (end - at < text.Length)
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (bytes[at + i] != text[i])
                return false;
        }

        return true;
    }

    /// <summary>The number from 0 on that is written up to the next blank or the end, behind which <paramref name="at"/> is then; false when it is none.</summary>
    public static bool TryNumber(byte[] bytes, ref int at, int end, out long number)
    {
        var start = at;
        for (number = 0; at < end && bytes[at] is >= (byte)'0' and <= (byte)'9' && number <= (long.MaxValue - 9) / 10; at++)
            number = (number * 10) + (bytes[at] - '0');
        return at > start && (at == end || bytes[at] == ' ');
    }
}
