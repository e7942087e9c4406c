using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Acts;

/// <summary>The nodes that pages are moved to, each in proportion to what a placement takes of it.</summary>
internal sealed class MemoryTargets
{
    private readonly Dictionary<int, (double Weight, double Given)> _cells;

    /// <summary>Creates targets of nodes and their weights, of which one at least is greater than 0.</summary>
    public MemoryTargets(IEnumerable<KeyValuePair<int, double>> weights) => _cells = weights.ToDictionary(cell => cell.Key, cell => (cell.Value, 0.0));

    public bool Contains(int cell) => _cells.ContainsKey(cell);

    /// <summary>Whether a node still takes pages.</summary>
    public bool IsOpen(int cell) => _cells[cell].Weight > 0;

    /// <summary>Whether some node does.</summary>
    public bool HasSpace => _cells.Values.Any(cell => cell.Weight > 0);

    /// <summary>The node that is farthest behind its share takes the next bytes.</summary>
    public int Take(long bytes)
    {
        var next = _cells.Where(cell => cell.Value.Weight > 0).OrderBy(cell => cell.Value.Given / cell.Value.Weight).ThenBy(cell => cell.Key).First();
        _cells[next.Key] = (next.Value.Weight, next.Value.Given + bytes);
        return next.Key;
    }

    /// <summary>A node takes no more.</summary>
    public void Close(int cell) => _cells[cell] = (0, _cells[cell].Given);
}
