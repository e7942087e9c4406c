using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Xml.Linq;
using NumaTopology.Relations;
using NumaTopology.Relations.Groups;
using static NumaTopology.Libvirt.XmlDocumentReader;

namespace NumaTopology.Libvirt;

/// <summary>
/// The <c>&lt;cells num='2'&gt;</c> of the nested topology, which stand in each other as the groups of the machine do. An attribute says what told
/// the group: <c>socket='0'</c>, <c>die='1'</c>, or <c>distance='20'</c>, the largest within.
/// </summary>
internal static class NestedGroups
{
    private const string Cells = "cells";
    private const string Socket = "socket";
    private const string Die = "die";
    private const string Distance = "distance";

    public static void Write(XmlText xml, NumaCapabilities machine, Action<NumaCell> writeCell) =>
        Write(xml, machine.Hierarchy, machine.Cells, SocketOfAll(machine.Cells), writeCell);

    /// <summary>Every cell below, in whatever groups.</summary>
    public static IEnumerable<XElement> CellsOf(XElement cells) => cells.Elements("cell").Concat(cells.Elements(Cells).SelectMany(CellsOf));

    /// <summary>What the cells of a document, ascending, are to each other: groups as the document nests them, all else from the distances.</summary>
    public static CellRelations Read(XElement root, IReadOnlyList<NumaCell> cells, IReadOnlyList<NumaDistance> distances, CancellationToken cancellation)
    {
        var cellSockets = cells.Select(cell => new CellSocket(cell.Id) { HasNoCpus = cell.Cpus.IsEmpty }).ToArray();
        var positions = new Dictionary<int, int>(cellSockets.Length);
        for (var i = 0; i < cellSockets.Length; i++)
            positions.Add(cellSockets[i].Id, i);
        return new CellRelations(cellSockets, distances, [], cancellation, GroupDraft.Of(CellGroupKind.Machine, null, Items(root, null)));

        List<GroupDraft> Items(XElement group, int? outerSocket)
        {
            var socket = Id(group, Socket) ?? outerSocket;
            var items = new List<GroupDraft>();
            foreach (var element in group.Elements())
            {
                if (element.Name == "cell")
                {
                    var position = positions[RequiredId(element, "id")];
                    cellSockets[position] = cellSockets[position] with { Socket = cellSockets[position].HasNoCpus ? null : socket };
                    items.Add(GroupDraft.Of(position));
                }
                else if (element.Name == Cells && CellsOf(element).Any())
                {
                    items.Add(GroupDraft.Of(Kind(element), Id(element, Socket) ?? Id(element, Die), Items(element, socket)));
                }
            }

            return items;
        }
    }

    private static CellGroupKind? Kind(XElement group) =>
        group.Attribute(Socket) is not null ? CellGroupKind.Socket
        : group.Attribute(Die) is not null ? CellGroupKind.Die
        : group.Attribute(Distance) is not null ? CellGroupKind.Distance : null;

    private static void Write(XmlText xml, NumaCellGroup group, IReadOnlyList<NumaCell> cells, int? socket, Action<NumaCell> writeCell)
    {
        // By the lowest cell, as everything is ordered.
        var items = new SortedDictionary<int, Action>();
        var loose = cells.ToDictionary(cell => cell.Id);
        foreach (var inner in group.Groups)
        {
            var within = inner.CellIds.Where(loose.ContainsKey).Select(id => loose[id]).ToList();
            within.ForEach(cell => loose.Remove(cell.Id));
            if (within.Count > 0)
                items.Add(within[0].Id, () => Write(xml, inner, within, inner.Kind == CellGroupKind.Socket ? inner.Number : null, writeCell));
        }

        foreach (var cell in loose.Values)
            items.Add(cell.Id, () => writeCell(cell));
        xml.Begin(Cells).With("num", items.Count);
        if (socket is { } number)
            xml.With(Socket, number);
        else if (group is { Kind: CellGroupKind.Die, Number: { } die })
            xml.With(Die, die);
        else if (group is { Kind: CellGroupKind.Distance, Distance: { } distance })
            xml.With(Distance, distance);
        foreach (var item in items.Values)
            item();
        xml.End(Cells);
    }

    /// <summary>The socket that holds every cell of a machine of several; null when there is none. No group says it, for it would be the machine.</summary>
    private static int? SocketOfAll(IReadOnlyList<NumaCell> cells) =>
        cells.Count > 1 && cells[0].Socket is { } socket && cells.All(cell => cell.Socket == socket) ? socket : null;
}
