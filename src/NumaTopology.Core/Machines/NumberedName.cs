namespace NumaTopology.Machines;

/// <summary>Reads names such as <c>node12</c> and <c>hugepages-2048kB</c>, as text or as the bytes that the kernel lists.</summary>
internal static unsafe class NumberedName
{
    // Eighteen digits always fit; no prefix or suffix of a fact is near the rest.
    private const int Longest = 64;
    private const int MostDigits = 18;

    /// <summary>The number N of a name <c>prefixNsuffix</c>.</summary>
    public static bool TryParse(string name, string prefix, string suffix, out long number)
    {
        number = 0;
        if (name.Length > Longest)
            return false;
        var bytes = stackalloc byte[Longest];
        for (var i = 0; i < name.Length; i++)
            bytes[i] = name[i] < 128 ? (byte)name[i] : byte.MaxValue;
        return TryParse(bytes, name.Length, prefix, suffix, out number);
    }

    /// <summary>The number N of a name <c>prefixNsuffix</c> in ASCII.</summary>
    public static bool TryParse(byte* name, int length, string prefix, string suffix, out long number)
    {
        number = 0;
        var end = length - suffix.Length;
        if (end <= prefix.Length || end - prefix.Length > MostDigits || !Is(name, prefix) || !Is(name + end, suffix))
            return false;
        // The kernel writes no leading zeros: node00 is not node 0.
        if (name[prefix.Length] == '0' && end > prefix.Length + 1)
            return false;
        for (var i = prefix.Length; i < end; i++)
        {
            if (name[i] is < (byte)'0' or > (byte)'9')
                return false;
            number = (number * 10) + (name[i] - '0');
        }

        return true;
    }

    private static bool Is(byte* at, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (at[i] != text[i])
                return false;
        }

        return true;
    }
}
