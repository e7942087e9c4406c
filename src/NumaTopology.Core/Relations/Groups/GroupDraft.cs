using System.Collections.Generic;

namespace NumaTopology.Relations.Groups;

/// <summary>A group while the tree is made, or a single cell; cells by their indexes.</summary>
internal sealed class GroupDraft
{
    private GroupDraft(List<int> cells, List<GroupDraft> items)
    {
        Cells = cells;
        Items = items;
    }

    public CellGroupKind? Kind { get; private set; }

    public int? Number { get; private set; }

    public List<int> Cells { get; }

    /// <summary>What the group is made of; empty for a single cell.</summary>
    public List<GroupDraft> Items { get; }

    public static GroupDraft Of(int cell) => new([cell], []);

    public static GroupDraft Of(CellGroupKind? kind, int? number, List<GroupDraft> items)
    {
        var cells = new List<int>();
        foreach (var item in items)
            cells.AddRange(item.Cells);
        cells.Sort();
        return new GroupDraft(cells, items) { Kind = kind, Number = number };
    }
}
