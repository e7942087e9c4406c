using System;

namespace NumaTopology;

/// <summary>The memory that was not moved for one reason.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Bytes">How much.</param>
public sealed record NumaPageFailure(PageFailure Reason, long Bytes) : IComparable<NumaPageFailure>, IComparable
{
    /// <summary>Orders by reason, then by size.</summary>
    public int CompareTo(NumaPageFailure? other) => other is null ? 1 : ContentOrder.After(0, this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Such as <c>Busy: 2 MiB</c>.</summary>
    public override string ToString() => $"{Reason}: {PlacementText.Bytes(Bytes)}";
}
