using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology;

/// <summary>The words that placements are told in.</summary>
internal static class PlacementText
{
    private static readonly (long Size, Func<long, string> Text)[] s_units =
    [
        (1L << 40, bytes => In(bytes, 1L << 40, "0.00", " TiB")),
        (1L << 30, ByteText.Gibibytes),
        // Two decimals of a GiB would blur less than one.
        (1L << 20, bytes => In(bytes, 1L << 20, "0.#", " MiB")),
    ];

    public static string Cpus(long count) => Count(count, "CPU");

    /// <summary>In the largest unit of which there is one; below a MiB in bytes.</summary>
    public static string Bytes(long bytes) => Array.Find(s_units, unit => unit.Size <= bytes).Text is { } text ? text(bytes) : Count(bytes, "byte");

    /// <summary>How two amounts are written that are set against each other: as always, or where both would read the same in the largest unit in which they do not.</summary>
    public static Func<long, string> BytesApart(long one, long other)
    {
        var least = Math.Min(one, other);
        var units = s_units.Where(unit => unit.Size <= least).Select(unit => unit.Text).ToList();
        if (one == other || units.Count == 0 || units[0](one) != units[0](other))
            return Bytes;
        return units.Append(bytes => In(bytes, 1L << 10, "0", " KiB")).FirstOrDefault(text => text(one) != text(other)) ?? (bytes => Count(bytes, "byte"));
    }

    /// <summary><c>2.00 GiB instead of 4.00 GiB</c>.</summary>
    public static string Instead(long one, long other)
    {
        var text = BytesApart(one, other);
        return $"{text(other)} instead of {text(one)}";
    }

    public static string Pages(long count, long size) => $"{Count(count, "page")} of {ByteText.Short(size)}";

    public static string Cpus(CpuSet cpus) => (cpus.Count == 1 ? "CPU " : "CPUs ") + cpus;

    public static string Cells(IEnumerable<int> ids)
    {
        var set = NodeSet.From(ids);
        return (set.Count == 1 ? "node " : "nodes ") + set;
    }

    public static string Mean(double mean) => mean.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Count(long count, string what) => $"{Number(count)} {what}{(count == 1 ? "" : "s")}";

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string In(long bytes, long size, string format, string unit) => (bytes / (double)size).ToString(format, CultureInfo.InvariantCulture) + unit;
}
