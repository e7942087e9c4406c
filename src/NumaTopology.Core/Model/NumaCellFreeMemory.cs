using System;

namespace NumaTopology;

/// <summary>What memory a cell had at one moment.</summary>
public sealed class NumaCellFreeMemory : IComparable<NumaCellFreeMemory>
{
    /// <summary>Creates a reading.</summary>
    public NumaCellFreeMemory(int id, long? memory, long? freeMemory, long? availableMemory, string? snapshot)
    {
        Id = id;
        Memory = memory;
        FreeMemory = freeMemory;
        AvailableMemory = availableMemory;
        Snapshot = snapshot;
    }

    /// <summary>The cell's number.</summary>
    public int Id { get; }

    /// <summary>Bytes of memory; null when unknown. The same source as <see cref="NumaCell.Memory"/>.</summary>
    public long? Memory { get; }

    /// <summary>Bytes that the system calls free; null when unknown. The same source as <see cref="NumaCell.FreeMemory"/>.</summary>
    public long? FreeMemory { get; }

    /// <summary>Bytes that could be had without swapping; null when unknown. The same source as <see cref="NumaCell.AvailableMemory"/>.</summary>
    public long? AvailableMemory { get; }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public string? Snapshot { get; }

    /// <summary>Orders readings by cell.</summary>
    public int CompareTo(NumaCellFreeMemory? other) => other is null ? 1 : Id.CompareTo(other.Id);

    /// <summary>A short name, such as <c>cell3</c>.</summary>
    public override string ToString() => "cell" + Id;
}
