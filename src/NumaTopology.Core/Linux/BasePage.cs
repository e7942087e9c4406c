using System.Globalization;
using NumaTopology.Machines.Linux;

namespace NumaTopology.Linux;

/// <summary>The size of the base page, which only a call tells; hwloc-gather-topology notes it as <c>PageSize: 4096</c>.</summary>
internal static class BasePage
{
    private const string Gathered = "proc/hwloc-nofile-info";

    /// <summary>Bytes; null when the machine does not tell.</summary>
    public static long? Read(FactReader reader)
    {
        if (reader.Number(LinuxFacts.PageSize) is { } told)
            return Checked(reader, LinuxFacts.PageSize, told);
        foreach (var line in reader.Fields(Gathered))
        {
            if (line.Key == "PageSize")
                return long.TryParse(line.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? Checked(reader, Gathered, size) : throw reader.Malformed(Gathered, $"'{line.Value}' is not a page size");
        }

        return null;
    }

    /// <summary>The size that was told, else 4 KiB, and a detail says so.</summary>
    public static long OrUsual(FactReader reader, long? told)
    {
        if (told is null)
            reader.Machine.Log.Detail($"{reader.Machine.Snapshot} does not report its base page size; 4 KiB is assumed.");
        return told ?? 4096;
    }

    /// <summary>Every base page is a power of two: 4 KiB to 64 KiB today.</summary>
    private static long Checked(FactReader reader, string fact, long size) =>
        size is >= 512 and <= 1 << 30 && (size & (size - 1)) == 0 ? size : throw reader.Malformed(fact, $"{size} is not a page size");
}
