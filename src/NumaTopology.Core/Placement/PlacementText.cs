using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology;

/// <summary>The words that placements are told in.</summary>
internal static class PlacementText
{
    public static string Cpus(long count) => Count(count, "CPU");

    /// <summary>MiB below one GiB, which two decimals of a GiB would blur.</summary>
    public static string Bytes(long bytes) => bytes >= 1L << 40 ? (bytes / (double)(1L << 40)).ToString("0.00", CultureInfo.InvariantCulture) + " TiB"
        : bytes >= 1L << 30 ? ByteText.Gibibytes(bytes)
        : bytes >= 1L << 20 ? (bytes / (double)(1L << 20)).ToString("0.#", CultureInfo.InvariantCulture) + " MiB"
        : Count(bytes, "byte");

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
}
