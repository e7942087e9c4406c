using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Picture;

/// <summary>Makes the boxes of a machine from the tree of its groups.</summary>
internal sealed class BoxTree
{
    private readonly CellText _text;
    private readonly Dictionary<int, NumaCell> _cells;

    private BoxTree(NumaCapabilities machine, CellText text)
    {
        _text = text;
        _cells = machine.Cells.ToDictionary(cell => cell.Id);
    }

    /// <summary>The boxes of a machine; every node is in one.</summary>
    public static IReadOnlyList<Box> Of(NumaCapabilities machine, CellText text)
    {
        // A group that was read from a document need not have all nodes.
        var all = machine.Hierarchy with { CellIds = machine.Cells.Select(cell => cell.Id).ToList() };
        return new BoxTree(machine, text).In(all);
    }

    private List<Box> In(NumaCellGroup group)
    {
        var boxes = new List<(int Lowest, Box Box)>();
        var grouped = new HashSet<int>();
        foreach (var inner in group.Groups)
        {
            grouped.UnionWith(inner.CellIds);
            if (In(inner) is { Count: > 0 } content)
                boxes.Add((inner.CellIds[0], new Box(inner, content, Shape(inner, content))));
        }

        foreach (var id in group.CellIds)
        {
            if (!grouped.Contains(id) && _cells.TryGetValue(id, out var cell))
                boxes.Add((id, new Box(cell, _text.Structure(cell))));
        }

        return boxes.OrderBy(box => box.Lowest).Select(box => box.Box).ToList();
    }

    private static string Shape(NumaCellGroup group, List<Box> content) =>
        string.Format(CultureInfo.InvariantCulture, "{0} {1} ({2})", group.Kind, group.Kind is CellGroupKind.Distance ? group.Distance : null, string.Join("; ", content.Select(box => box.Shape)));
}
