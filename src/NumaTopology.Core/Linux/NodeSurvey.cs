using System;
using System.Collections.Generic;
using NumaTopology.Relations;

namespace NumaTopology.Linux;

/// <summary>
/// Gathers what is needed of every node to know what the cells are to each other. Of the nodes that were not asked for it reads little, and what is
/// malformed there counts as unknown.
/// </summary>
internal sealed class NodeSurvey(FactReader reader, CpuSet? online)
{
    private readonly List<(CellSocket CellSocket, CpuSet? Cpus)> _cells = [];
    private readonly List<NumaDistance> _distances = [];
    private readonly List<NumaInterconnect> _interconnects = [];

    /// <summary>What the firmware tells of the nodes; complete when all have been added.</summary>
    public List<NumaInterconnect> Interconnects => _interconnects;

    /// <summary>Adds a node that was asked for; <paramref name="cpus"/> is null when its processors are unknown.</summary>
    public void Add(int id, CpuSet? cpus, IReadOnlyList<NumaDistance> distances)
    {
        _cells.Add((CellSocketReader.Read(reader, id, cpus), cpus));
        _distances.AddRange(distances);
        InterconnectReader.Read(reader, id, _interconnects);
    }

    /// <summary>Adds a node that was not asked for.</summary>
    public void AddUnasked(int id, DistanceRow rows)
    {
        var distances = Try(() => rows.Read(reader, id)) ?? [];
        var cpus = Try(() => OnlineCpus.OfNode(reader, id, online));
        if (distances.Count == 0 && cpus is null && reader.Machine.List(NodeFacts.Of(id)) is null)
            return;
        _cells.Add((Try<CellSocket?>(() => CellSocketReader.Read(reader, id, cpus)) ?? new CellSocket(id), cpus));
        _distances.AddRange(distances);
        Try<object>(() =>
        {
            InterconnectReader.Read(reader, id, _interconnects);
            return null;
        });
    }

    public CellRelations Conclude()
    {
        _cells.Sort((left, right) => left.CellSocket.Id.CompareTo(right.CellSocket.Id));
        var cellsOfSocket = new Dictionary<int, int>();
        foreach (var (cellSocket, _) in _cells)
        {
            if (cellSocket.Socket is { } socket)
                cellsOfSocket[socket] = cellsOfSocket.TryGetValue(socket, out var count) ? count + 1 : 1;
        }

        var cellSockets = _cells.ConvertAll(cell => cell.CellSocket.Socket is { } socket && cellsOfSocket[socket] > 2 && cell.Cpus is not null
            ? Try<CellSocket?>(() => CellSocketReader.WithDie(reader, cell.CellSocket, cell.Cpus)) ?? cell.CellSocket
            : cell.CellSocket);
        _interconnects.Sort();
        return new CellRelations(cellSockets, _distances, _interconnects, reader.Machine.Cancellation);
    }

    private T? Try<T>(Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (TopologyFormatException e)
        {
            reader.Machine.Log.Detail($"Relations between nodes may be incomplete: {e.Message}");
            return default;
        }
    }
}
