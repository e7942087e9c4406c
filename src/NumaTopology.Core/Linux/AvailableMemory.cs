using System;

namespace NumaTopology.Linux;

/// <summary>
/// What of a node's memory could be had without swapping, by the formula with which the kernel computes MemAvailable for the host
/// (si_mem_available in mm/show_mem.c), on the node's own numbers:
/// <code>
/// min  = min_free_kbytes × MemTotal(node) ÷ MemTotal(host)     what the kernel keeps for itself
/// gap  = max(min ÷ 4, MemTotal(node) × watermark_scale_factor ÷ 10000)
/// low  = min + gap,  high = min + 2 × gap                       the watermarks, as __setup_per_zone_wmarks sets them
/// available = MemFree − high + file − min(file ÷ 2, low) + reclaimable − min(reclaimable ÷ 2, low)
/// </code>
/// file is Active(file) + Inactive(file), reclaimable is KReclaimable, before Linux 4.20 SReclaimable. The reserve that
/// lower zones keep against higher ones is left out: it is at most 1/256 of the node's memory.
/// </summary>
internal sealed class AvailableMemory
{
    private readonly long? _minimum;
    private readonly long? _scale;
    private readonly long? _hostTotal;

    public AvailableMemory(FactReader reader, in MemoryInfo host)
    {
        _minimum = Kibibytes(reader, "proc/sys/vm/min_free_kbytes");
        _scale = _minimum is null ? null : reader.Number("proc/sys/vm/watermark_scale_factor");
        _hostTotal = host.Total;
    }

    private static long? Kibibytes(FactReader reader, string fact) => reader.Number(fact) is { } number
        ? (number <= long.MaxValue >> 14 ? number << 10 : throw reader.Malformed(fact, $"{number} kB are more than any machine has"))
        : null;

    /// <summary>Bytes; null when a number that the formula needs is missing.</summary>
    public long? Of(in MemoryInfo node)
    {
        if (node is not { Total: { } total, Free: { } free, FileCache: { } file, Reclaimable: { } reclaimable })
            return null;
        if (_minimum is not { } minimum || _hostTotal is not > 0)
            return null;
        var min = (long)(minimum * (double)total / _hostTotal.Value);
        // Before Linux 4.6 there is no watermark_scale_factor; the gap is then a quarter of the minimum.
        var gap = Math.Max(min / 4, (long)(total / 10000.0 * (_scale ?? 0)));
        long low = min + gap, high = min + (2 * gap);
        var available = free - high + file - Math.Min(file / 2, low) + reclaimable - Math.Min(reclaimable / 2, low);
        return Math.Min(Math.Max(available, 0), total);
    }
}
