using System;

namespace NumaTopology;

/// <summary>The pages of one size on a node: the base pages, or a pool of huge pages.</summary>
public sealed record PagePool : IComparable<PagePool>, IComparable
{
    /// <summary>Creates a pool.</summary>
    public PagePool(long size, long? total, long? free)
    {
        Size = size;
        Total = total;
        Free = free;
    }

    /// <summary>Bytes of one page. Linux: the base page, or the name <c>hugepages-2048kB</c> below <c>nodeN/hugepages</c>.</summary>
    public long Size { get; }

    /// <summary>
    /// How many pages there are; null when unknown. Huge pages: <c>nr_hugepages</c>. Base pages: the memory that no huge page pool
    /// holds, divided by the page size.
    /// </summary>
    public long? Total { get; }

    /// <summary>How many of them are free; null when unknown. Huge pages: <c>free_hugepages</c>. Base pages: free memory divided by the page size.</summary>
    public long? Free { get; }

    /// <summary>Orders pools by page size, then by contents.</summary>
    public int CompareTo(PagePool? other) => other is null ? 1 : ContentOrder.After(Size.CompareTo(other.Size), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Size and counts, such as <c>2MiB: 4 of 8 free</c>.</summary>
    public override string ToString() => $"{ByteText.Short(Size)}: {(Free is null ? "?" : Free.ToString())} of {(Total is null ? "?" : Total.ToString())} free";
}
