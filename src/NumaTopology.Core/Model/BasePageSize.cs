using System.Linq;

namespace NumaTopology;

/// <summary>
/// Tells base pages from huge pages, which a libvirt document lists alike. On x86 huge pages have 2 MiB or more. Elsewhere there are huge pages of 64 KiB (ARM with base pages of
/// 4 KiB) and base pages of 64 KiB; a document that lists pages lists the base pages, too.
/// </summary>
internal static class BasePageSize
{
    private const long LeastHugeOfX86 = 2L << 20;
    private const long MostOfAll = 64L << 10;

    /// <summary>Bytes of the largest base page that a machine can have: what is larger is a huge page.</summary>
    public static long Limit(NumaCapabilities machine)
    {
        if (machine.PageSize is { } told)
            return told;
        if (machine.Architecture is "x86_64" or "i386" or "i486" or "i586" or "i686")
            return LeastHugeOfX86 - 1;
        var least = machine.Cells.SelectMany(cell => cell.Pages ?? []).Select(pool => pool.Size).DefaultIfEmpty().Min();
        return least <= MostOfAll ? least : 0;
    }
}
