using System;

namespace NumaTopology.Picture;

/// <summary>How the memory of a node divides: in use, reclaimable, free.</summary>
internal sealed class MemoryParts
{
    private MemoryParts(long total, long reclaimable, long free)
    {
        Total = total;
        Reclaimable = reclaimable;
        Free = free;
    }

    public long Total { get; }

    /// <summary>Bytes that no program can get without swapping.</summary>
    public long Used => Total - Reclaimable - Free;

    /// <summary>Bytes of the file cache and slab that a program can get.</summary>
    public long Reclaimable { get; }

    public long Free { get; }

    /// <summary>Of a node; null when it has no memory or what of it is free is unknown.</summary>
    public static MemoryParts? Of(NumaCell cell)
    {
        if (cell.Memory is not > 0 || cell.FreeMemory is not { } reported)
            return null;
        // Free memory includes the kernel's reserve, which a program cannot get.
        var free = Math.Min(reported, cell.Memory.Value);
        var available = Math.Min(cell.AvailableMemory ?? free, cell.Memory.Value);
        return new MemoryParts(cell.Memory.Value, Math.Max(available - free, 0), free);
    }

    /// <summary>A part of a total, the unit once where it is the same: <c>337 of 502 MiB</c>.</summary>
    public static string Share(long part, long total)
    {
        var (one, all) = (ByteText.Rounded(part), ByteText.Rounded(total));
        var unit = all.Substring(all.IndexOf(' '));
        return $"{(one.EndsWith(unit, StringComparison.Ordinal) ? one.Substring(0, one.Length - unit.Length) : one)} of {all}";
    }

    /// <summary>How many of <paramref name="width"/> steps each part takes; a part that is not empty takes one at least, as far as there are enough.</summary>
    public (int Used, int Reclaimable, int Free) Steps(int width)
    {
        var used = Step(Used, width, width);
        var reclaimable = Step(Reclaimable, width, width - used);
        var free = width - used - reclaimable;
        if (free == 0 && Free > 0 && width > 2)
        {
            free = 1;
            if (used >= reclaimable)
                used--;
            else
                reclaimable--;
        }

        return (used, reclaimable, free);
    }

    private int Step(long bytes, int width, int most) => bytes == 0 ? 0 : Math.Min(Math.Max((int)Math.Round((double)bytes / Total * width), 1), most);
}
