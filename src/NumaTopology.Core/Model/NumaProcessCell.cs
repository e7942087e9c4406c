using System;

namespace NumaTopology;

/// <summary>What a process has on one node: threads, and memory by kind where that was asked for.</summary>
/// <remarks>A page that several processes share counts in full for each.</remarks>
public sealed record NumaProcessCell : IComparable<NumaProcessCell>, IComparable
{
    /// <summary>The node's number.</summary>
    public required int CellId { get; init; }

    /// <summary>The number of threads that last ran on the node; on Windows those whose ideal CPU is there.</summary>
    public required int Threads { get; init; }

    /// <summary>Bytes of the heap; on Windows null, where a heap is not told apart from other private memory. This and what follows is null where memory was not asked for or is not told.</summary>
    public long? Heap { get; init; }

    /// <summary>Bytes of the first thread's stack; null on Windows.</summary>
    public long? Stack { get; init; }

    /// <summary>Bytes of mappings without a file, stacks of other threads included; on Windows of private memory.</summary>
    public long? Anonymous { get; init; }

    /// <summary>Bytes of mapped files, programs, libraries and shared memory; other processes may use the same pages.</summary>
    public long? File { get; init; }

    /// <summary>Bytes of huge pages (hugetlbfs); on Windows of large pages. Transparent huge pages count where their mapping does.</summary>
    public long? Huge { get; init; }

    /// <summary>Bytes of all kinds.</summary>
    public long? Memory => Sum(Own, File);

    /// <summary>Bytes that are the process's own: all but those of files.</summary>
    internal long? Own => Sum(Sum(Heap, Stack), Sum(Anonymous, Huge));

    /// <summary>Orders by node, then by contents.</summary>
    public int CompareTo(NumaProcessCell? other) => other is null ? 1 : ContentOrder.After(CellId.CompareTo(other.CellId), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Such as <c>node 1: 4 threads, 1.50 GiB</c>.</summary>
    public override string ToString() =>
        $"node {PlacementText.Number(CellId)}: {PlacementText.Count(Threads, "thread")}" + (Memory is { } memory ? ", " + PlacementText.Bytes(memory) : "");

    private static long? Sum(long? left, long? right) => left is null ? right : left + (right ?? 0);
}
