using System.Text;

namespace NumaTopology;

/// <summary>Writes a set as the kernel and libvirt write it.</summary>
internal static class IdSetFormatter
{
    /// <summary>The list <c>0-3,8-11</c>; a run of two is <c>0-1</c>.</summary>
    public static string ToList(IdSet set)
    {
        var text = new StringBuilder();
        AppendList(text, set);
        return text.ToString();
    }

    /// <summary>Appends the list <c>0-3,8-11</c>.</summary>
    public static void AppendList(StringBuilder text, IdSet set)
    {
        var separator = text.Length;
        for (var start = Next(set, 0, 0); start < set.Length * 64;)
        {
            var end = Next(set, start, ulong.MaxValue);
            if (text.Length > separator)
                text.Append(',');
            text.Append(start);
            if (end - 1 > start)
                text.Append('-').Append(end - 1);
            start = Next(set, end, 0);
        }
    }

    /// <summary>The first number from one on that is in the set, or with <paramref name="flip"/> all ones is not; the set's end when there is none.</summary>
    private static int Next(IdSet set, int from, ulong flip)
    {
        var index = from >> 6;
        var word = (set.Word(index) ^ flip) & (ulong.MaxValue << (from & 63));
        while (word == 0 && ++index < set.Length)
            word = set.Word(index) ^ flip;
        return (index * 64) + (word == 0 ? 0 : Bits.Lowest(word));
    }
}
