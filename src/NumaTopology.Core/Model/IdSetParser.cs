using System.Diagnostics.CodeAnalysis;

namespace NumaTopology;

/// <summary>Reads the two forms in which Linux writes a set of CPUs or nodes; trailing white space and NUL bytes are passed over.</summary>
internal static class IdSetParser
{
    /// <summary>Reads a list: <c>0-3,8-11\n</c>. Nothing but white space is the empty set.</summary>
    public static bool TryParseList(byte[] bytes, int length, out IdSet set, [NotNullWhen(false)] out string? reason)
    {
        var builder = new IdSetBuilder();
        set = default;
        Trim(bytes, ref length, out var at);
        while (at < length)
        {
            if (!TryNumber(bytes, length, ref at, out var first, out reason))
                return false;
            var last = first;
            if (at < length && bytes[at] == '-')
            {
                at++;
                if (!TryNumber(bytes, length, ref at, out last, out reason))
                    return false;
                if (last < first)
                {
                    reason = $"the range {first}-{last} runs backwards";
                    return false;
                }
            }

            builder.AddRange(first, last);
            if (at == length)
                break;
            if (bytes[at++] != ',' || at == length)
            {
                reason = "a comma must separate numbers or ranges";
                return false;
            }
        }

        reason = null;
        set = builder.Take();
        return true;
    }

    /// <summary>Reads a mask: <c>0000,00fc0000\n</c>, words of 32 bits in hexadecimal, the highest first.</summary>
    public static bool TryParseMask(byte[] bytes, int length, out IdSet set, [NotNullWhen(false)] out string? reason)
    {
        set = default;
        Trim(bytes, ref length, out var start);
        var words = 1;
        for (var i = start; i < length; i++)
            words += bytes[i] == ',' ? 1 : 0;
        reason = words > MachineLimits.Ids / 32 ? "the mask is longer than any machine's" : start == length ? "the mask is empty" : null;
        if (reason is not null)
            return false;
        var result = new ulong[(words + 1) / 2];
        uint value = 0;
        var digits = 0;
        for (var i = start; i <= length; i++)
        {
            if (i == length || bytes[i] == ',')
            {
                words--;
                result[words >> 1] |= (ulong)value << (32 * (words & 1));
                if (digits is 0 or > 8)
                {
                    reason = "a word of a mask has 1 to 8 hexadecimal digits";
                    return false;
                }

                value = 0;
                digits = 0;
                continue;
            }

            var digit = Hex(bytes[i]);
            if (digit < 0)
            {
                reason = "a mask contains only hexadecimal digits and commas";
                return false;
            }

            value = (value << 4) | (uint)digit;
            digits++;
        }

        set = new IdSet(result);
        return true;
    }

    private static int Hex(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
        _ => -1,
    };

    private static bool TryNumber(byte[] bytes, int length, ref int at, out int number, [NotNullWhen(false)] out string? reason)
    {
        number = 0;
        var start = at;
        for (; at < length && bytes[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            number = (number * 10) + (bytes[at] - '0');
            if (number >= MachineLimits.Ids)
            {
                reason = "a number is larger than 1048575";
                return false;
            }
        }

        reason = at > start ? null : "a number is missing";
        return reason is null;
    }

    private static void Trim(byte[] bytes, ref int length, out int start)
    {
        while (length > 0 && (bytes[length - 1] is 0 or (byte)'\n' or (byte)' ' or (byte)'\r' or (byte)'\t'))
            length--;
        start = 0;
        while (start < length && (bytes[start] is (byte)' ' or (byte)'\t'))
            start++;
    }
}
