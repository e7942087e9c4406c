using System;
using System.Collections.Generic;
using System.Text;

namespace NumaTopology;

/// <summary>Cells that belong together, and the smaller groups within: a tree whose root is the machine. How it is concluded stands in docs/design.md.</summary>
public sealed record NumaCellGroup : IComparable<NumaCellGroup>, IComparable
{
    /// <summary>The group of no cell.</summary>
    internal static readonly NumaCellGroup None = new() { Kind = CellGroupKind.Machine, CellIds = [] };

    /// <summary>The path from the root, counted from 0 at each level by the lowest cell: <c>1</c>, <c>1.0</c>; null for the root.</summary>
    public string? Name { get; init; }

    /// <summary>What told the group; null when it was read from a document that does not say.</summary>
    public CellGroupKind? Kind { get; init; }

    /// <summary>The number of the socket, or of the die in its socket; null for other groups.</summary>
    public int? Number { get; init; }

    /// <summary>Every cell of the group, those of its subgroups included, ascending.</summary>
    public required IReadOnlyList<int> CellIds { get; init => field = Listing.Of(value); }

    /// <summary>The groups within, by their lowest cells; empty where there are none. A cell of the group may be in none of them.</summary>
    public IReadOnlyList<NumaCellGroup> Groups { get; init => field = Listing.Of(value); } = Listing<NumaCellGroup>.None;

    /// <summary>The largest SLIT distance between two different cells of the group, 255 when one cannot reach another; null when one is not told, which might be larger, and for a single cell.</summary>
    public int? Distance { get; init; }

    /// <summary>Orders groups by their lowest cells, then by what they hold.</summary>
    public int CompareTo(NumaCellGroup? other) =>
        other is null ? 1 : ContentOrder.After(CellIds.Count == 0 || other.CellIds.Count == 0 ? CellIds.Count.CompareTo(other.CellIds.Count) : CellIds[0].CompareTo(other.CellIds[0]), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The cells, groups in braces: <c>{0-1} {2-3}</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        var loose = new List<int>();
        var next = 0;
        foreach (var id in CellIds)
        {
            if (IsGrouped(id))
                continue;
            for (; next < Groups.Count && Groups[next].CellIds[0] < id; next++)
                AppendGroup(Groups[next]);
            loose.Add(id);
        }

        for (; next < Groups.Count; next++)
            AppendGroup(Groups[next]);
        AppendLoose();

        void AppendGroup(NumaCellGroup group)
        {
            AppendLoose();
            Separate();
            text.Append('{');
            group.Append(text);
            text.Append('}');
        }

        void AppendLoose()
        {
            if (loose.Count == 0)
                return;
            Separate();
            text.Append(NodeSet.From(loose));
            loose.Clear();
        }

        void Separate()
        {
            if (text.Length > 0 && text[text.Length - 1] != '{')
                text.Append(' ');
        }
    }

    private bool IsGrouped(int id)
    {
        foreach (var group in Groups)
        {
            foreach (var cell in group.CellIds)
            {
                if (cell == id)
                    return true;
            }
        }

        return false;
    }
}
