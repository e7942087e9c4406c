using System;

namespace NumaTopology.Libvirt;

/// <summary>The units that libvirt reads, in bytes: powers of 1024 for <c>KiB</c> and <c>k</c>, of 1000 for <c>KB</c>.</summary>
internal static class LibvirtUnits
{
    private const string Prefixes = "KMGTPE";

    /// <summary>Bytes of a unit; null when it is none.</summary>
    public static long? BytesOf(string unit)
    {
        if (unit.Equals("b", StringComparison.OrdinalIgnoreCase) || unit.Equals("bytes", StringComparison.OrdinalIgnoreCase))
            return 1;
        if (unit.Length == 0 || Prefixes.IndexOf(char.ToUpperInvariant(unit[0])) is var power && power < 0)
            return null;
        var rest = unit.Substring(1);
        var factor = rest.Length == 0 || rest.Equals("iB", StringComparison.OrdinalIgnoreCase) ? 1024L : rest.Equals("B", StringComparison.OrdinalIgnoreCase) ? 1000 : 0;
        if (factor == 0)
            return null;
        var bytes = factor;
        for (; power > 0; power--)
            bytes *= factor;
        return bytes;
    }
}
