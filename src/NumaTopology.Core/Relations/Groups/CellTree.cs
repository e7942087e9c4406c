using System;
using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Relations.Groups;

/// <summary>Makes the tree of groups: sockets with several cells, in them dies with several cells, and what the distances tell at each level.</summary>
internal static class CellTree
{
    /// <summary>The tree of some cells, which are in ascending order, as their sockets and distances tell it.</summary>
    public static GroupDraft Conclude(IReadOnlyList<CellSocket> cellSockets, DistanceMatrix matrix)
    {
        var cells = new List<int>(cellSockets.Count);
        var areSocketsTold = true;
        for (var cell = 0; cell < cellSockets.Count; cell++)
        {
            cells.Add(cell);
            // It may be one of any socket's: nobody knows then which cells a socket has.
            areSocketsTold &= !cellSockets[cell].SocketIsMissing;
        }

        return GroupDraft.Of(CellGroupKind.Machine, null, Arrange(cells, CellGroupKind.Socket));

        List<GroupDraft> Arrange(List<int> members, CellGroupKind level)
        {
            var units = new List<GroupDraft>(members.Count);
            foreach (var part in Parts(members, level))
            {
                if (part.Cells.Count > 1 && part.Cells.Count < members.Count)
                    units.Add(GroupDraft.Of(level, part.Number, Arrange(part.Cells, level + 1)));
                else if (part.Cells.Count == members.Count && level < CellGroupKind.Distance)
                    return Arrange(members, level + 1);
                else
                    units.AddRange(part.Cells.ConvertAll(GroupDraft.Of));
            }

            return NearestGroups.Arrange(units, matrix);
        }

        List<(int? Number, List<int> Cells)> Parts(List<int> members, CellGroupKind level)
        {
            var parts = new List<(int? Number, List<int> Cells)>();
            foreach (var cell in members)
            {
                var number = level == CellGroupKind.Socket ? (areSocketsTold ? cellSockets[cell].Socket : null) : level == CellGroupKind.Die ? cellSockets[cell].Die : null;
                var part = number is null ? -1 : parts.FindIndex(other => other.Number == number);
                if (part < 0)
                    parts.Add((number, [cell]));
                else
                    parts[part].Cells.Add(cell);
            }

            return parts;
        }
    }

    /// <summary>Names the groups, by their lowest cells, and gives them their cells' numbers and their distance.</summary>
    public static NumaCellGroup Finish(GroupDraft root, IReadOnlyList<CellSocket> cellSockets, DistanceMatrix matrix) => Finish(root, null, cellSockets, matrix);

    private static NumaCellGroup Finish(GroupDraft draft, string? name, IReadOnlyList<CellSocket> cellSockets, DistanceMatrix matrix)
    {
        draft.Items.Sort((left, right) => left.Cells[0].CompareTo(right.Cells[0]));
        var groups = new List<NumaCellGroup>();
        foreach (var item in draft.Items)
        {
            if (item.Items.Count > 0)
                groups.Add(Finish(item, NameIn(name, groups.Count), cellSockets, matrix));
        }

        return new NumaCellGroup
        {
            Name = name,
            Kind = draft.Kind,
            Number = draft.Number,
            CellIds = draft.Cells.ConvertAll(cell => cellSockets[cell].Id),
            Groups = groups,
            Distance = Farthest(draft.Cells, matrix),
        };
    }

    /// <summary>The name of the group that comes after some others in the same one.</summary>
    private static string NameIn(string? parent, int index)
    {
        var number = index.ToString(CultureInfo.InvariantCulture);
        return parent is null ? number : parent + "." + number;
    }

    /// <summary>The largest distance between two of the cells; null when one of them is unknown.</summary>
    private static int? Farthest(List<int> cells, DistanceMatrix matrix)
    {
        var farthest = 0;
        for (var i = 0; i < cells.Count; i++)
        {
            for (var j = 0; j < i; j++)
                farthest = Math.Max(farthest, matrix.High(cells[i], cells[j]));
        }

        return farthest is 0 or DistanceMatrix.Unknown ? null : farthest;
    }
}
