using System.Globalization;
using System.Text;

namespace NumaTopology;

/// <summary>Writes a set of processors as the kernel and libvirt write it.</summary>
internal static class CpuSetFormatter
{
    /// <summary>The list <c>0-3,8-11</c>; a run of two is <c>0-1</c>.</summary>
    public static string ToList(CpuSet set)
    {
        var text = new StringBuilder();
        AppendList(text, set);
        return text.ToString();
    }

    /// <summary>Appends the list <c>0-3,8-11</c>.</summary>
    public static void AppendList(StringBuilder text, CpuSet set)
    {
        int start = -1, separator = text.Length;
        var end = set.Length * 64;
        for (var id = 0; id <= end; id++)
        {
            if ((id & 63) == 0 && start < 0 && id < end && set.Word(id >> 6) == 0)
            {
                id += 63;
                continue;
            }

            var isIn = id < end && (set.Word(id >> 6) & (1UL << (id & 63))) != 0;
            if (isIn && start < 0)
            {
                start = id;
            }
            else if (!isIn && start >= 0)
            {
                if (text.Length > separator)
                    text.Append(',');
                text.Append(start.ToString(CultureInfo.InvariantCulture));
                if (id - 1 > start)
                    text.Append('-').Append((id - 1).ToString(CultureInfo.InvariantCulture));
                start = -1;
            }
        }
    }
}
