using System;
using System.Collections.Generic;
using System.Text;

namespace NumaTopology;

/// <summary>Nodes that belong together, and the smaller groups within: a tree whose root is the machine. docs/relations.md says how it is concluded.</summary>
public sealed record NumaCellGroup : IComparable<NumaCellGroup>, IComparable
{
    /// <summary>The group without nodes.</summary>
    internal static readonly NumaCellGroup None = new() { Kind = CellGroupKind.Machine, CellIds = [] };

    /// <summary>The path from the root, counted from 0 at each level, by lowest node: <c>1</c>, <c>1.0</c>; null for the root.</summary>
    public string? Name { get; init; }

    /// <summary>What makes it a group; null when it was read from a document that does not say.</summary>
    public CellGroupKind? Kind { get; init; }

    /// <summary>The number of the socket, or of the die in its socket; null for other groups.</summary>
    public int? Number { get; init; }

    /// <summary>All nodes of the group, including those of its subgroups, ascending.</summary>
    public required IReadOnlyList<int> CellIds { get; init => field = Listing.Of(value); }

    /// <summary>The groups within, by their lowest nodes; empty when there are none. A node of the group can be in none of them.</summary>
    public IReadOnlyList<NumaCellGroup> Groups { get; init => field = Listing.Of(value); } = Listing<NumaCellGroup>.None;

    /// <summary>The largest SLIT distance between two different nodes of the group, 255 when one cannot reach another; null when a distance is not reported, because it might be larger, and for a single node.</summary>
    public int? Distance { get; init; }

    /// <summary>Orders groups by their lowest nodes, then by contents.</summary>
    public int CompareTo(NumaCellGroup? other) =>
        other is null ? 1 : ContentOrder.After(CellIds.Count == 0 || other.CellIds.Count == 0 ? CellIds.Count.CompareTo(other.CellIds.Count) : CellIds[0].CompareTo(other.CellIds[0]), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The nodes, groups in braces: <c>{0-1} {2-3}</c>.</summary>
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
