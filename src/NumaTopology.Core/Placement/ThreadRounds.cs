using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>Takes the threads of cores apart: one of every core of all cells before a second of any.</summary>
internal sealed class ThreadRounds
{
    private readonly CellSupply[] _cells;
    private readonly IdSetBuilder[] _taken;
    private readonly bool _isStrict;
    private int _missing;

    /// <param name="cells">The cells in their order.</param>
    /// <param name="count">How many CPUs are wanted.</param>
    /// <param name="isStrict">Never a second thread.</param>
    public ThreadRounds(CellSupply[] cells, int count, bool isStrict)
    {
        _cells = cells;
        _taken = new IdSetBuilder[cells.Length];
        for (var i = 0; i < cells.Length; i++)
            _taken[i] = new IdSetBuilder();
        _missing = count;
        _isStrict = isStrict;
    }

    /// <summary>What is taken of each cell: idle CPUs before busy ones.</summary>
    public CpuSet[] Take()
    {
        TakeFrom(Array.ConvertAll(_cells, cell => cell.IdleCpus));
        if (_missing > 0)
            TakeFrom(Array.ConvertAll(_cells, cell => cell.Cpus.Except(cell.IdleCpus)));
        return Array.ConvertAll(_taken, taken => taken.ToCpus());
    }

    private void TakeFrom(CpuSet[] from)
    {
        var cores = new List<(int Cell, int[] Threads, int Before)>();
        var rounds = 0;
        for (var i = 0; i < _cells.Length; i++)
        {
            var soFar = _taken[i].ToCpus();
            var whole = _cells[i].Cores.Value;
            var (complete, broken) = CoreChoice.Sorted(whole, from[i]);
            foreach (var part in complete.Concat(broken).OrderBy(_cells[i].Groups.Value.KindOf))
            {
                // The threads that are taken already were the core's first ones.
                var before = soFar.IsEmpty ? 0 : Core(whole, part).Cpus.Intersect(soFar).Count;
                cores.Add((i, part.Cpus.ToArray(), before));
                rounds = Math.Max(rounds, before + part.Count);
            }
        }

        for (var round = 0; round < (_isStrict ? Math.Min(1, rounds) : rounds); round++)
        {
            foreach (var (cell, threads, before) in cores)
            {
                if (_missing <= 0)
                    return;
                if (round < before || round - before >= threads.Length)
                    continue;
                _taken[cell].Add(threads[round - before]);
                _missing--;
            }
        }
    }

    private static CpuCore Core(IReadOnlyList<CpuCore> cores, CpuCore part)
    {
        foreach (var core in cores)
        {
            if (core.Cpus.Overlaps(part.Cpus))
                return core;
        }

        throw new InvalidOperationException("A part of a core is of no core.");
    }
}
