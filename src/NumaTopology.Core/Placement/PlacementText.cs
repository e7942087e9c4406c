using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology;

/// <summary>The words that placements are told in.</summary>
internal static class PlacementText
{
    public static string Cpus(long count) => Number(count) + (count == 1 ? " CPU" : " CPUs");

    /// <summary>MiB below one GiB, which two decimals of a GiB would blur.</summary>
    public static string Bytes(long bytes) => bytes >= 1L << 30 ? ByteText.Gibibytes(bytes)
        : bytes >= 1L << 20 ? (bytes / (double)(1L << 20)).ToString("0.#", CultureInfo.InvariantCulture) + " MiB"
        : Number(bytes) + " bytes";

    public static string Pages(long count, long size) => $"{Number(count)} {(count == 1 ? "page" : "pages")} of {ByteText.Short(size)}";

    public static string Cells(IReadOnlyList<int> ids) => (ids.Count == 1 ? "cell " : "cells ") + CpuSet.From(ids);

    public static string Mean(double mean) => mean.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
