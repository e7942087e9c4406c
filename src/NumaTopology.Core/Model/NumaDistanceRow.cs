using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NumaTopology;

/// <summary>One row of the distance matrix: the cost of reaching the memory of every node from one node.</summary>
public sealed record NumaDistanceRow : IComparable<NumaDistanceRow>, IComparable
{
    private readonly Provenance<string?> _hostName;
    private readonly Provenance<string?> _snapshot;

    private NumaDistanceRow(int from, IReadOnlyList<int> to, IReadOnlyList<NumaDistance> distances, NumaDistance first)
    {
        _hostName = new(first.HostName);
        _snapshot = new(first.Snapshot);
        From = from;
        To = Listing.Of(to);
        Distances = Listing.Of(distances);
    }

    /// <summary>The node from which memory is accessed.</summary>
    public int From { get; }

    /// <summary>The nodes that have a column, ascending.</summary>
    internal IReadOnlyList<int> To { get; }

    /// <summary>The known distances, by the node whose memory is accessed.</summary>
    internal IReadOnlyList<NumaDistance> Distances { get; }

    /// <summary>The host's name, as the distances have it; null when unknown.</summary>
    public string? HostName => _hostName.Value;

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public string? Snapshot => _snapshot.Value;

    /// <summary>The line above the matrix, as numactl writes it: <c>node     0    1</c>.</summary>
    internal string Header
    {
        get
        {
            var text = new StringBuilder("node ");
            foreach (var id in To)
                text.Append(Cell(id.ToString(CultureInfo.InvariantCulture)));
            return text.ToString();
        }
    }

    /// <summary>The row, as numactl writes it: <c>   0:   10   21</c>; <c>∞</c> marks memory that cannot be reached, <c>-</c> what is unknown.</summary>
    internal string Text
    {
        get
        {
            var text = new StringBuilder(From.ToString(CultureInfo.InvariantCulture).PadLeft(4)).Append(':');
            var next = 0;
            foreach (var id in To)
            {
                var known = next < Distances.Count && Distances[next].To == id ? Distances[next++] : null;
                while (next < Distances.Count && Distances[next].To <= id)
                    next++;
                text.Append(Cell(known is null ? "-" : known.Value == NumaDistance.Unreachable ? "∞" : known.Value.ToString(CultureInfo.InvariantCulture)));
            }

            return text.ToString();
        }
    }

    /// <summary>The rows of some distances, by the node from which memory is accessed; none when there are no distances.</summary>
    /// <param name="distances">The distances.</param>
    /// <param name="from">Nodes that get a row even if no distance from them is known.</param>
    /// <param name="to">Nodes that get a column even if no distance to them is known.</param>
    public static IReadOnlyList<NumaDistanceRow> Of(IReadOnlyList<NumaDistance> distances, IEnumerable<int>? from = null, IEnumerable<int>? to = null)
    {
        var columns = new SortedSet<int>();
        var rows = new SortedDictionary<int, List<NumaDistance>>();
        foreach (var distance in distances ?? throw new ArgumentNullException(nameof(distances)))
        {
            columns.Add(distance.To);
            if (!rows.TryGetValue(distance.From, out var row))
                rows.Add(distance.From, row = []);
            row.Add(distance);
        }

        if (rows.Count == 0)
            return [];
        foreach (var cell in from ?? [])
        {
            if (!rows.ContainsKey(cell))
                rows.Add(cell, []);
        }

        columns.UnionWith(to ?? []);
        var ids = new int[columns.Count];
        columns.CopyTo(ids);
        var result = new List<NumaDistanceRow>(rows.Count);
        foreach (var row in rows)
        {
            row.Value.Sort();
            result.Add(new NumaDistanceRow(row.Key, ids, row.Value, distances[0]));
        }

        return result;
    }

    /// <summary>The distance to a node; null when it is unknown.</summary>
    public int? Distance(int to)
    {
        // They are sorted by the node reached.
        int low = 0, high = Distances.Count - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Distances[middle].To < to)
                low = middle + 1;
            else
                high = middle;
        }

        return low == high && Distances[low].To == to ? Distances[low].Value : null;
    }

    /// <summary>Orders rows by the node from which memory is accessed, then by contents.</summary>
    public int CompareTo(NumaDistanceRow? other)
    {
        if (other is null)
            return 1;
        var order = From.CompareTo(other.From);
        if (order == 0)
            order = ContentOrder.CompareLists(To, other.To);
        return order == 0 ? ContentOrder.CompareLists(Distances, other.Distances) : order;
    }

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The row as text.</summary>
    public override string ToString() => Text;

    private static string Cell(string text) => text.PadLeft(5);
}
