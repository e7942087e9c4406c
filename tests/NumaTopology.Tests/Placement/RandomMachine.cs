using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement;

/// <summary>
/// Machines with everything that goes wrong on real ones, and requests to them: numbers with gaps, cores of one, two and four threads side by side and numbered in
/// either way, kinds and siblings that are not reported, processors offline, not allowed or claimed twice, memory that is unknown, distances that are unknown,
/// lopsided or missing, devices of unknown nodes.
/// </summary>
internal sealed class RandomMachine(Random random, int mostCells = 6)
{
    private readonly int _threads = random.Next(3) switch { 0 => 1, 1 => 2, _ => 4 };
    private readonly bool _isMixed = random.Next(3) == 0;
    private readonly int _cellsOfSocket = random.Next(2, 4);
    private readonly long _unit = random.Next(4) switch { 0 => 1L << 28, 1 => 700L << 10, _ => 10 };

    public NumaCapabilities Capabilities()
    {
        var ids = Enumerable.Range(0, 40).OrderBy(_ => random.Next()).Take(Math.Max(random.Next(1, mostCells + 1), random.Next(1, mostCells + 1))).Order().ToArray();
        var cores = ids.Select(_ => Cores()).ToArray();
        var cpus = Number(cores);
        bool tellsSiblings = random.Next(6) != 0, tellsKinds = random.Next(4) != 0;
        var cells = new List<NumaCell>();
        for (var i = 0; i < ids.Length; i++)
        {
            List<LogicalProcessor> processors = [.. cpus[i].SelectMany(core => core.Select(cpu => new LogicalProcessor
            {
                Id = cpu,
                Siblings = tellsSiblings && random.Next(20) != 0 ? CpuSet.From(core) : null,
                CoreKind = tellsKinds && random.Next(20) != 0 ? (core.Length == _threads ? CoreKind.Performance : CoreKind.Efficiency) : null,
            }))];
            // A firmware's mistake: a CPU of the cell before.
            if (i > 0 && cells[i - 1].Processors!.Count > 0 && random.Next(25) == 0)
                processors.Add(cells[i - 1].Processors![0]);
            cells.Add(new NumaCell
            {
                Id = ids[i],
                Cpus = CpuSet.From(processors.Select(cpu => cpu.Id)),
                Processors = [.. processors.Order()],
                Memory = random.Next(8) switch { 0 => null, 1 => 0, _ => _unit * random.Next(8, 20) },
                AvailableMemory = random.Next(8) switch { 0 => null, 1 => 0, _ => _unit * random.Next(1, 9) },
                FreeMemory = random.Next(2) == 0 ? null : _unit * random.Next(0, 9),
                Pages = Pages(),
                MemoryTier = random.Next(4) == 0 ? null : random.Next(3),
                Kind = random.Next(8) switch { 0 => null, < 5 => CellKind.Ordinary, 5 => CellKind.MemoryOnly, 6 => CellKind.Cxl, _ => CellKind.HighBandwidth },
                Socket = random.Next(8) == 0 ? null : i / _cellsOfSocket,
            });
        }

        var all = CpuSet.From(Enumerable.Range(0, cpus.Sum(cell => cell.Sum(core => core.Length)) + 1));
        return new NumaCapabilities
        {
            Cells = cells,
            PageSize = random.Next(2) == 0 ? null : 4096,
            Caches = random.Next(2) == 0 ? [] : Caches(cells),
            Distances = random.Next(10) == 0 ? [] : Distances(ids),
            OnlineCpus = random.Next(2) == 0 ? null : Some(all, 8),
            AllowedCpus = random.Next(2) == 0 ? null : Some(all, 5),
            AllowedCells = random.Next(2) == 0 ? null : [.. ids.Where(_ => random.Next(6) != 0)],
        };
    }

    /// <summary>Last-level caches of some neighbouring cores, most of them with smaller ones within; instruction caches and level 1 besides; one CPU in none now and then.</summary>
    private List<CpuCache> Caches(List<NumaCell> cells)
    {
        var caches = new List<CpuCache>();
        var hasSmaller = random.Next(2) == 0;
        foreach (var cell in cells)
        {
            var groups = (cell.Processors ?? []).Select(cpu => cpu.Siblings ?? CpuSet.Of(cpu.Id)).Distinct().ToList();
            for (var at = 0; at < groups.Count;)
            {
                var count = random.Next(1, 4);
                var own = groups.Skip(at).Take(count).ToList();
                at += count;
                Add(3, CacheType.Unified, own);
                foreach (var part in hasSmaller ? own.Chunk(random.Next(1, 3)) : [])
                    Add(2, random.Next(4) == 0 ? CacheType.Instruction : CacheType.Unified, part);
                Add(1, CacheType.Data, own);
            }
        }

        return caches;

        void Add(int level, CacheType type, IEnumerable<CpuSet> parts)
        {
            if (random.Next(40) != 0)
                caches.Add(new CpuCache { Level = level, Type = type, Cpus = parts.Aggregate((left, right) => left.Union(right)) });
        }
    }

    public PlacementRequest Request(NumaCapabilities machine)
    {
        var smt = random.Next(2) == 0 ? SmtUse.Apart : SmtUse.Together;
        var goal = random.Next(5) == 0 ? PlacementGoal.Bandwidth : PlacementGoal.Latency;
        return new PlacementRequest
        {
            Cpu = random.Next(1, 4 + (2 * _threads)),
            Memory = random.Next(3) == 0 ? 0 : _unit * random.Next(1, 14),
            HugePage = 2 << 20,
            HugePageCount = random.Next(4) == 0 ? random.Next(1, 7) : 0,
            Goal = goal,
            MemoryKinds = random.Next(6) == 0 ? [CellKind.Ordinary, (CellKind)random.Next(2, 5)] : null,
            MemoryTiers = random.Next(8) == 0 ? [random.Next(3), random.Next(3)] : null,
            MaxCell = goal == PlacementGoal.Latency && random.Next(4) == 0 ? random.Next(1, 5) : null,
            Cells = random.Next(8) == 0 ? [.. machine.Cells.Select(cell => cell.Id).Where(_ => random.Next(3) != 0)] : null,
            ExcludedCells = random.Next(6) == 0 ? [machine.Cells[0].Id] : [],
            IncludeDisallowed = random.Next(6) == 0,
            Capacity = random.Next(6) == 0,
            Smt = smt,
            Strict = smt == SmtUse.Apart && random.Next(3) == 0,
            WholeCore = smt == SmtUse.Together && random.Next(2) == 0,
            CoreKind = random.Next(8) == 0 ? (CoreKind)random.Next(2) : null,
            IdleCpus = random.Next(2) == 0 ? null : CpuSet.From(Enumerable.Range(0, 150).Where(_ => random.Next(3) != 0)),
            Devices = [.. Enumerable.Range(0, random.Next(2) * random.Next(4)).Select(_ => Device(machine))],
            Count = random.Next(1, 8),
        };
    }

    /// <summary>How many threads the cores of a cell have; none for memory only.</summary>
    private int[] Cores() => random.Next(5) == 0 ? [] : [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => _isMixed && random.Next(2) == 0 ? (random.Next(4) == 0 ? 2 : 1) : _threads)];

    /// <summary>The CPUs of each core of each cell: all threads of a core after each other, or all first threads of the machine before all second ones, as x86 has them.</summary>
    private int[][][] Number(int[][] cores)
    {
        var next = 0;
        if (random.Next(2) == 0)
            return [.. cores.Select(cell => cell.Select(count => Enumerable.Range(0, count).Select(_ => next++).ToArray()).ToArray())];
        var numbers = cores.Select(cell => cell.Select(count => new int[count]).ToArray()).ToArray();
        for (var thread = 0; thread < 4; thread++)
        {
            foreach (var core in numbers.SelectMany(cell => cell).Where(core => thread < core.Length))
                core[thread] = next++;
        }

        return numbers;
    }

    private List<PagePool>? Pages() => random.Next(6) == 0 ? null
        : [.. random.Next(5) == 0 ? [] : new[] { new PagePool(4096, random.Next(8) == 0 ? null : _unit * random.Next(4, 12) / 4096, 100) }, new PagePool(2 << 20, random.Next(6) == 0 ? null : random.Next(0, 9), random.Next(6) == 0 ? null : random.Next(0, 5))];

    private NumaDevice Device(NumaCapabilities machine)
    {
        // Few names, so that one is given twice now and then.
        var place = random.Next(-1, machine.Cells.Count + 1);
        return new NumaDevice { Name = "eth" + place, Kind = DeviceKind.Network, CellId = place < 0 ? null : place == machine.Cells.Count ? 99 : machine.Cells[place].Id };
    }

    /// <summary>Few different values, so that ties are common; some unreachable, some (0 and those left out) unknown.</summary>
    private List<NumaDistance> Distances(int[] ids)
    {
        var isLopsided = random.Next(3) == 0;
        var there = ids.ToDictionary(from => from, from => ids.ToDictionary(to => to, to => from == to ? random.Next(30) switch { 0 => 255, 1 => 12, _ => 10 } : Value()));
        return [.. ids.SelectMany(from => ids.Where(to => random.Next(40) != 0).Select(to => new NumaDistance { From = from, To = to, Value = from > to && !isLopsided ? there[to][from] : there[from][to] }))];

        int Value() => random.Next(12) switch { 0 => random.Next(255, 300), 1 => random.Next(3) == 0 ? 0 : 40, < 5 => 16, < 8 => 21, _ => 28 };
    }

    private CpuSet Some(CpuSet all, int oneInLacks) => CpuSet.From(all.Ids.Where(_ => random.Next(oneInLacks) != 0));
}
