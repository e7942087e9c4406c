using System;
using System.Globalization;

namespace NumaTopology;

/// <summary>Writes a number of bytes for people.</summary>
internal static class ByteText
{
    private static readonly string[] s_units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>The largest unit that keeps the number whole: <c>2MiB</c>, <c>4KiB</c>.</summary>
    public static string Short(long bytes)
    {
        var (value, unit) = Whole(bytes);
        return value.ToString(CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>The same as a number and its unit.</summary>
    public static (long Value, string Unit) Whole(long bytes)
    {
        var unit = 0;
        while (bytes != 0 && bytes % 1024 == 0 && unit < s_units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return (bytes, s_units[unit]);
    }

    /// <summary>GiB with two decimals: <c>7.86 GiB</c>.</summary>
    public static string Gibibytes(long bytes) => Math.Round(bytes / (double)(1L << 30), 2).ToString("0.00", CultureInfo.InvariantCulture) + " GiB";
}
