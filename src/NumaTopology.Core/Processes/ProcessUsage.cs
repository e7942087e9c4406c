using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Processes;

/// <summary>Puts together what a process has on each node.</summary>
internal static class ProcessUsage
{
    /// <summary>By node; <paramref name="memory"/> is null where it is not known.</summary>
    public static List<NumaProcessCell> Of(IEnumerable<NumaThread> threads, MemoryByCell? memory)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var id in memory?.Cells.Keys ?? [])
            counts.Add(id, 0);
        foreach (var thread in threads)
        {
            if (thread.CellId is { } cell)
                counts[cell] = counts.TryGetValue(cell, out var count) ? count + 1 : 1;
        }

        return counts.Select(cell => NewCell(cell.Key, cell.Value, memory)).ToList();
    }

    private static NumaProcessCell NewCell(int id, int threads, MemoryByCell? memory)
    {
        var cell = new NumaProcessCell { CellId = id, Threads = threads };
        if (memory is null)
            return cell;
        memory.Cells.TryGetValue(id, out var bytes);
        return cell with
        {
            Heap = bytes?[MappingKind.Heap] ?? 0,
            Stack = bytes?[MappingKind.Stack] ?? 0,
            Anonymous = bytes?[MappingKind.Anonymous] ?? 0,
            File = bytes?[MappingKind.File] ?? 0,
            Huge = bytes?[MappingKind.Huge] ?? 0,
        };
    }
}
