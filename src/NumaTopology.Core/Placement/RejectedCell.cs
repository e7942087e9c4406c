using System;

namespace NumaTopology;

/// <summary>A node that a placement does not use, and why.</summary>
public sealed record RejectedCell : IComparable<RejectedCell>, IComparable
{
    private readonly Provenance<string?> _hostName;
    private readonly Provenance<string?> _snapshot;

    /// <summary>The node.</summary>
    public required int CellId { get; init; }

    /// <summary>Why it is not used.</summary>
    public required string Reason { get; init; }

    /// <summary>The host's name; null when unknown.</summary>
    public required string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public required string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>Orders by node, then by the reason.</summary>
    public int CompareTo(RejectedCell? other) => other is null ? 1 : ContentOrder.After(CellId.CompareTo(other.CellId), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The node and the reason.</summary>
    public override string ToString() => $"{CellId}: {Reason}";
}
