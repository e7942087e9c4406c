using System.Collections.Generic;

namespace NumaTopology.Processes;

/// <summary>Bytes of a process by node and by the kind of their mapping.</summary>
internal sealed class MemoryByCell
{
    private readonly SortedDictionary<int, BytesByKind> _cells = [];

    public IReadOnlyDictionary<int, BytesByKind> Cells => _cells;

    public long All { get; private set; }

    /// <summary>Adds pages, 0 or more, of <paramref name="size"/> bytes, 1 or more; false where there are more than any machine maps.</summary>
    public bool TryAdd(int cell, MappingKind kind, long pages, long size)
    {
        // A process may map the same page many times.
        const long most = MachineLimits.CellMemory << 8;
        if (pages > (most - All) / size)
            return false;
        if (!_cells.TryGetValue(cell, out var bytes))
            _cells.Add(cell, bytes = new BytesByKind());
        bytes.Add(kind, pages * size);
        All += pages * size;
        return true;
    }
}
