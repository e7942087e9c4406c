using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology;

/// <summary>A process that was moved: its threads and, where that was asked for, its memory.</summary>
public sealed record NumaMovedProcess : IComparable<NumaMovedProcess>, IComparable
{
    /// <summary>The process id.</summary>
    public required int Id { get; init; }

    /// <summary>The name; null when it is not reported.</summary>
    public required string? Name { get; init; }

    /// <summary>How many of its threads are bound to the CPUs, those included that were before; null on Windows, which binds the process.</summary>
    public required int? Threads { get; init; }

    /// <summary>The CPUs that it may run on, as the system reports them; null when it does not.</summary>
    public required CpuSet? Cpus { get; init; }

    /// <summary>The nodes that its memory was moved to; empty where it was not to be moved, or cannot be.</summary>
    public required IReadOnlyList<int> MemoryCells { get; init => field = Listing.Of(value); }

    /// <summary>Bytes that were moved; null where memory was not to be moved, or cannot be.</summary>
    public long? Moved { get; init; }

    /// <summary>Bytes that were not, by reason, at the last try; empty where all were, or none were to be.</summary>
    public IReadOnlyList<NumaPageFailure> Failed { get; init => field = Listing.Of(value); } = Listing<NumaPageFailure>.None;

    /// <summary>Bytes of its own memory and huge pages that were on other nodes when they were counted in the end; null where memory was not to be moved, or cannot be.</summary>
    public long? Remaining { get; init; }

    /// <summary>How many milliseconds the longest batch of pages took; null where none was moved.</summary>
    public double? LongestBatchMs { get; init; }

    /// <summary>
    /// The memory policy of its main thread as numa_maps writes it, such as <c>default</c> or <c>bind:1</c>: only the process itself can change it, and memory that it allocates
    /// from now on follows it. Null where it is not reported, or memory was not to be moved.
    /// </summary>
    public string? MemoryPolicy { get; init; }

    /// <summary>The nodes that <see cref="MemoryPolicy"/> names and the memory was not moved to; empty where it names none.</summary>
    internal IReadOnlyList<int> OtherPolicyCells => MemoryPolicy?.Split(':') is [_, var cells] ? [.. NodeSet.Parse(Whole(cells)).ToArray().Except(MemoryCells)] : [];

    /// <summary>Orders by id, then by contents.</summary>
    public int CompareTo(NumaMovedProcess? other) => other is null ? 1 : ContentOrder.After(Id.CompareTo(other.Id), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The id and the name, such as <c>2381 serve</c>.</summary>
    public override string ToString() => $"{Id} {Name}".TrimEnd();

    /// <summary>The kernel cuts a policy after 63 characters: then the list ends at its last comma.</summary>
    private string Whole(string cells) => MemoryPolicy!.Length < 63 ? cells : cells.Substring(0, Math.Max(cells.LastIndexOf(','), 0));
}
