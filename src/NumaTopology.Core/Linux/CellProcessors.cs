using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace NumaTopology.Linux;

/// <summary>
/// Reads the processors of all cells and their caches, which are nearly all of a large machine's files. Processors of one cell share caches and
/// cores, so large machines are read cell by cell on two threads where the machine allows it.
/// </summary>
internal sealed class CellProcessors
{
    // A machine of fewer takes some milliseconds in all. That two threads pay was measured; more could not be.
    private const int ManyCpus = 256;
    private const int Threads = 2;

    private readonly FactReader _reader;
    private readonly CoreKinds _kinds;
    private readonly IReadOnlyList<NumaCell> _cells;
    private readonly IReadOnlyList<LogicalProcessor>[] _processors;

    private CellProcessors(FactReader reader, IReadOnlyList<NumaCell> cells)
    {
        _reader = reader;
        _kinds = new CoreKinds(reader);
        _cells = cells;
        _processors = new IReadOnlyList<LogicalProcessor>[cells.Count];
    }

    /// <summary>The cells with their processors, the processors that run and are in no cell, and the caches of the processors that run.</summary>
    public static (IReadOnlyList<NumaCell> Cells, IReadOnlyList<LogicalProcessor> Unassigned, List<CpuCache> Caches) Read(FactReader reader, IReadOnlyList<NumaCell> cells, CpuSet online)
    {
        long count = 0;
        foreach (var cell in cells)
            count += cell.Cpus.Count;
        if (Math.Max(count, online.Count) > MachineLimits.Cpus)
            throw reader.Malformed(OnlineCpus.Folder, $"{Math.Max(count, online.Count)} CPUs are more than any machine has");
        var processors = new CellProcessors(reader, cells);
        var caches = online.Count >= ManyCpus && Environment.ProcessorCount > 1 && reader.Machine.CanReadInParallel ? processors.ReadInParallel(online) : processors.ReadInOrder(online);
        var result = new NumaCell[cells.Count];
        for (var i = 0; i < result.Length; i++)
            result[i] = cells[i] with { Processors = processors._processors[i] };
        // Where the CPUs of a node are unknown, nobody can say which are in none.
        var rest = cells.Any(cell => cell.Kind is null && cell.Cpus.IsEmpty) ? CpuSet.Empty : cells.Aggregate(online, (left, cell) => left.Except(cell.Cpus));
        return (result, ProcessorTopology.Read(reader, processors._kinds, rest), caches.Sorted());
    }

    private CacheList ReadInOrder(CpuSet online)
    {
        for (var i = 0; i < _cells.Count; i++)
            _processors[i] = ProcessorTopology.Read(_reader, _kinds, _cells[i].Cpus);
        return CpuCacheReader.Read(_reader, online, online);
    }

    private CacheList ReadInParallel(CpuSet online)
    {
        var caches = new CacheList[_cells.Count];
        try
        {
            Parallel.For(0, caches.Length, new ParallelOptions { MaxDegreeOfParallelism = Threads }, i =>
            {
                var reader = new FactReader(_reader);
                _processors[i] = ProcessorTopology.Read(reader, _kinds, _cells[i].Cpus);
                caches[i] = CpuCacheReader.Read(reader, _cells[i].Cpus, online);
            });
        }
        catch (AggregateException)
        {
            // Something is malformed; in order it is always the same fact that is named.
            return ReadInOrder(online);
        }

        var all = new CacheList();
        var rest = online;
        for (var i = 0; i < caches.Length; i++)
        {
            all.AddAll(caches[i]);
            rest = rest.Except(_cells[i].Cpus);
        }

        // Processors that no cell names.
        all.AddAll(CpuCacheReader.Read(_reader, rest, online));
        return all;
    }
}
