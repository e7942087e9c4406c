using System;

namespace NumaTopology;

/// <summary>The memory of a node at one moment.</summary>
public sealed record NumaCellFreeMemory : IComparable<NumaCellFreeMemory>, IComparable
{
    private readonly Provenance<string?> _hostName;
    private readonly Provenance<string?> _snapshot;

    /// <summary>Creates a reading.</summary>
    public NumaCellFreeMemory(int id, long? memory, long? freeMemory, long? availableMemory, string? snapshot, string? hostName = null)
    {
        Id = id;
        Memory = memory;
        FreeMemory = freeMemory;
        AvailableMemory = availableMemory;
        _snapshot = new(snapshot);
        _hostName = new(hostName);
    }

    /// <summary>The node's number.</summary>
    public int Id { get; }

    /// <summary>Bytes of memory; null when unknown. The same source as <see cref="NumaCell.Memory"/>.</summary>
    public long? Memory { get; }

    /// <summary>Bytes that the system calls free; null when unknown. The same source as <see cref="NumaCell.FreeMemory"/>.</summary>
    public long? FreeMemory { get; }

    /// <summary>Bytes that a program can get without swapping; null when unknown. The same source as <see cref="NumaCell.AvailableMemory"/>.</summary>
    public long? AvailableMemory { get; }

    /// <summary>The host's name: the one used over ssh, else its own, else that in the snapshot's header; null when unknown. See <see cref="NumaCapabilities.HostName"/>.</summary>
    public string? HostName => _hostName.Value;

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public string? Snapshot => _snapshot.Value;

    /// <summary>Orders readings by node, then by contents.</summary>
    public int CompareTo(NumaCellFreeMemory? other) => other is null ? 1 : ContentOrder.After(Id.CompareTo(other.Id), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The kernel's name of the node, such as <c>node3</c>.</summary>
    public override string ToString() => "node" + Id;
}
