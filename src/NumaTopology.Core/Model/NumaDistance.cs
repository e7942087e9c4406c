using System;

namespace NumaTopology;

/// <summary>What reaching the memory of one cell from another costs.</summary>
public sealed record NumaDistance : IComparable<NumaDistance>
{
    /// <summary>The SLIT value of memory that cannot be reached.</summary>
    public const int Unreachable = 255;

    /// <summary>The cell that reaches out.</summary>
    public required int From { get; init; }

    /// <summary>The cell whose memory is reached.</summary>
    public required int To { get; init; }

    /// <summary>The SLIT distance: 10 is local, 20 twice as far, 255 unreachable. Linux: <c>nodeN/distance</c>.</summary>
    public required int Value { get; init; }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public string? Snapshot { get; init; }

    /// <summary>Orders distances by their cells: From, then To.</summary>
    public int CompareTo(NumaDistance? other)
    {
        if (other is null)
            return 1;
        var order = From.CompareTo(other.From);
        return order != 0 ? order : To.CompareTo(other.To);
    }

    /// <summary>The cells and the value, such as <c>0→1: 21</c>.</summary>
    public override string ToString() => $"{From}→{To}: {Value}";
}
