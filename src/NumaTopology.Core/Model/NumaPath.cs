using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology;

/// <summary>A route from one node to another. Its text is <c>2→1→0→3</c>, which <see cref="Parse"/> reads.</summary>
public sealed record NumaPath : IComparable<NumaPath>, IComparable
{
    private const char Step = '→';

    /// <summary>The nodes on the route, in order, both ends included.</summary>
    public required IReadOnlyList<int> Cells { get; init => field = Listing.Of(value); }

    /// <summary>Reads a path from its text.</summary>
    /// <exception cref="FormatException">The text is not a path.</exception>
    public static NumaPath Parse(string text)
    {
        var cells = new List<int>();
        foreach (var cell in (text ?? throw new ArgumentNullException(nameof(text))).Split(Step))
            cells.Add(int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : throw new FormatException($"'{text}' is not a path such as 2→1→0→3."));
        return new NumaPath { Cells = cells };
    }

    /// <summary>Orders paths by their nodes, the first difference counts.</summary>
    public int CompareTo(NumaPath? other) => other is null ? 1 : ContentOrder.After(0, this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The nodes with arrows between them.</summary>
    public override string ToString() => string.Join(Step.ToString(), Cells.Select(cell => cell.ToString(CultureInfo.InvariantCulture)));
}
