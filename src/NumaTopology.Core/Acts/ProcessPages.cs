using System;
using System.Collections.Generic;

namespace NumaTopology.Acts;

/// <summary>The pages of a process's own memory: which there are, where they are, and moving them. Addresses are those of base pages.</summary>
internal abstract class ProcessPages : IDisposable
{
    /// <summary>Bytes of a base page.</summary>
    public abstract int PageSize { get; }

    /// <summary>The mappings that can have pages of its own, or huge ones, in order of address. They may change at any time.</summary>
    public abstract IReadOnlyList<PageRange> Ranges();

    /// <summary>Finds its own pages that are in memory, from <paramref name="address"/> on, and moves that behind what was looked at.</summary>
    /// <returns>How many were found; the range is at its end when <paramref name="address"/> is.</returns>
    public abstract int Find(PageRange range, ref ulong address, ulong[] pages);

    /// <summary>The node of each page, or a negative number where it is in no memory any more.</summary>
    public abstract void Locate(ulong[] pages, int count, int[] cells);

    /// <summary>Moves each page to its node. Whether it is there then only <see cref="Locate"/> tells.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="cells">The node for each.</param>
    /// <param name="failures">Why each was not moved; null where that is not said.</param>
    public abstract void Move(ulong[] pages, int count, int[] cells, PageFailure?[] failures);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>A mapping of a process.</summary>
/// <param name="Start">The first address.</param>
/// <param name="End">The address behind the last.</param>
/// <param name="IsHuge">Whether it is made of huge pages, which count also where they are shared.</param>
internal readonly record struct PageRange(ulong Start, ulong End, bool IsHuge);
