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

    /// <summary>Three digits and the largest unit that leaves one before the point: <c>7.86 GiB</c>, <c>62.7 GiB</c>, <c>503 GiB</c>, <c>1.5 TiB</c>.</summary>
    public static string Rounded(long bytes)
    {
        double value = bytes;
        var unit = 0;
        // 1023.6 would be written as 1024.
        for (; value >= 999.5 && unit < s_units.Length - 1; unit++)
            value /= 1024;
        return value.ToString(unit == 0 || value >= 99.95 ? "0" : value >= 9.995 ? "0.#" : "0.##", CultureInfo.InvariantCulture) + " " + s_units[unit];
    }

    /// <summary>GiB with two decimals: <c>7.86 GiB</c>.</summary>
    public static string Gibibytes(long bytes) => Math.Round(bytes / (double)(1L << 30), 2).ToString("0.00", CultureInfo.InvariantCulture) + " GiB";
}
