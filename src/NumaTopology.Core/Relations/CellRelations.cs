using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NumaTopology.Relations.Groups;
using NumaTopology.Relations.Links;

namespace NumaTopology.Relations;

/// <summary>What the cells of one machine are to each other, concluded from all of them: groups, links, latencies. It completes what was read of each.</summary>
internal sealed class CellRelations
{
    private readonly IReadOnlyList<CellSocket> _cellSockets;
    private readonly DistanceMatrix _matrix;
    private readonly LinkGraph _links;
    private readonly LinkPerformance _performance;
    private readonly NumaCellGroup _tree;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<int, string> _groups = [];

    /// <summary>Concludes the relations of all cells of a machine, ascending; <paramref name="tree"/> is given where a document says the groups.</summary>
    public CellRelations(IReadOnlyList<CellSocket> cellSockets, IReadOnlyList<NumaDistance> distances, IReadOnlyList<NumaInterconnect> interconnects, CancellationToken cancellation, GroupDraft? tree = null)
    {
        _cancellation = cancellation;
        _cellSockets = cellSockets;
        _matrix = new DistanceMatrix([.. cellSockets.Select(cellSocket => cellSocket.Id)], distances);
        cancellation.ThrowIfCancellationRequested();
        _links = new LinkGraph(_matrix, cellSockets);
        cancellation.ThrowIfCancellationRequested();
        _performance = new LinkPerformance(interconnects);
        _tree = CellTree.Finish(tree ?? CellTree.Conclude(cellSockets, _matrix), cellSockets, _matrix);
        Name(_tree);
    }

    /// <summary>The machine with its groups, its cells and distances completed; it has the cells whose relations these are.</summary>
    public NumaCapabilities Complete(NumaCapabilities machine)
    {
        var cells = new NumaCell[machine.Cells.Count];
        var distances = new List<NumaDistance>();
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = Complete(machine.Cells[i]);
            distances.AddRange(cells[i].Distances);
        }

        return machine with { Cells = cells, Distances = distances, Hierarchy = _tree, CellsPerSocket = CellsPerSocket() };
    }

    public NumaCell Complete(NumaCell cell) => cell with
    {
        Socket = _matrix.IndexOf(cell.Id) is >= 0 and var index ? _cellSockets[index].Socket : null,
        Group = _groups.TryGetValue(cell.Id, out var name) ? name : null,
        Distances = Complete(cell.Distances),
    };

    public IReadOnlyList<NumaDistance> Complete(IReadOnlyList<NumaDistance> distances)
    {
        var completed = new NumaDistance[distances.Count];
        for (var i = 0; i < completed.Length; i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            int from = _matrix.IndexOf(distances[i].From), to = _matrix.IndexOf(distances[i].To);
            completed[i] = _performance.Complete(from < 0 || to < 0 ? distances[i] : distances[i] with { Hops = _links.Hops(from, to), Via = _links.Via(from, to), Paths = _links.Paths(from, to) });
        }

        return completed;
    }

    private void Name(NumaCellGroup group)
    {
        foreach (var inner in group.Groups)
        {
            foreach (var cell in inner.CellIds)
                _groups[cell] = inner.Name!;
            Name(inner);
        }
    }

    /// <summary>How many cells with processors each socket holds; null when that is unknown or uneven.</summary>
    private int? CellsPerSocket()
    {
        var counts = new Dictionary<int, int>();
        foreach (var cellSocket in _cellSockets)
        {
            if (cellSocket.HasNoCpus)
                continue;
            if (cellSocket.Socket is not { } socket)
                return null;
            counts.TryGetValue(socket, out var count);
            counts[socket] = count + 1;
        }

        int? each = null;
        foreach (var count in counts.Values)
        {
            if (each is not null && each != count)
                return null;
            each = count;
        }

        return each;
    }
}
