using System;

namespace NumaTopology;

/// <summary>A value in which two machines differ, or that both have alike.</summary>
public sealed record NumaDifference : IComparable<NumaDifference>, IComparable
{
    private readonly Provenance<string?> _hostName;
    private readonly Provenance<string?> _snapshot;

    /// <summary>
    /// Where the value is in <see cref="NumaCapabilities"/>, with the numbers or names of what has it: <c>Cells[2].Memory</c>, <c>Cells[0].Distances[3].Value</c>,
    /// <c>Devices[eth0].CellId</c>. Several of one node that differ are one: <c>Cells[0].Processors[0-7].Core</c>.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>The value of the reference; null when it reports none, a list where the path names several.</summary>
    public object? Reference { get; init; }

    /// <summary>The value of the other machine, in the numbers of the reference where numbering was ignored; null when it reports none.</summary>
    public object? Difference { get; init; }

    /// <summary>Whether the values count as equal.</summary>
    public bool IsEqual { get; init; }

    /// <summary>What the difference means for placements, in a sentence; null when the values are equal.</summary>
    public string? Impact { get; init; }

    /// <summary>The other machine's name, as on <see cref="NumaCapabilities.HostName"/>; null when unknown.</summary>
    public string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>The snapshot or folder of the other machine; null for this machine.</summary>
    public string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>Orders by path with its numbers as numbers, then by the values' text.</summary>
    public int CompareTo(NumaDifference? other)
    {
        if (other is null)
            return 1;
        var order = NaturalOrder.Compare(Path, other.Path);
        if (order == 0)
            order = string.CompareOrdinal(Reference?.ToString(), other.Reference?.ToString());
        if (order == 0)
            order = string.CompareOrdinal(Difference?.ToString(), other.Difference?.ToString());
        if (order == 0)
            order = IsEqual.CompareTo(other.IsEqual);
        return order != 0 ? order : string.CompareOrdinal(Impact, other.Impact);
    }

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Path and values: <c>Cells[2].Memory: 34359738368, 17179869184</c>.</summary>
    public override string ToString() => $"{Path}: {Reference ?? "not reported"}{(IsEqual ? "" : $", {Difference ?? "not reported"}")}";
}
