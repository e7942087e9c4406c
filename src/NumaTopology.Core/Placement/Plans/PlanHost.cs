using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace NumaTopology.Placement;

/// <summary>A machine of a plan: what the plan has taken of it so far, and the best place for each kind of request in what is left.</summary>
internal sealed class PlanHost(NumaCapabilities machine, int number, CancellationToken cancellation)
{
    /// <summary>What is said of CPUs and memory that a request does not get because of the others.</summary>
    public const string Taken = "taken by other requests of the plan";

    private readonly Dictionary<int, int> _placed = [];
    private CpuSet _cpus = CpuSet.Empty;
    private List<ReservedMemory> _memory = [];

    public NumaCapabilities Machine => machine;

    public int Number => number;

    /// <summary>A request less what the plan has taken.</summary>
    public PlacementRequest Left(PlacementRequest request) =>
        _cpus.IsEmpty ? request : request with { PlannedCpus = _cpus, PlannedMemory = _memory };

    /// <summary>The same less what is kept for others of the plan.</summary>
    public PlacementRequest Left(PlacementRequest request, IEnumerable<(IReadOnlyDictionary<int, PlanShare> Shares, long? HugePage)> kept)
    {
        var cpus = _cpus;
        var memory = _memory.ToList();
        foreach (var (shares, pageSize) in kept)
        {
            foreach (var share in shares)
            {
                cpus = cpus.Union(share.Value.Cpus);
                memory.AddRange(Of([new MemoryShare { CellId = share.Key, Bytes = share.Value.Bytes, HugePages = share.Value.Pages }], pageSize));
            }
        }

        return request with { PlannedCpus = cpus, PlannedMemory = memory };
    }

    /// <summary>A sentence for each limit that leaves too little for a request beside what the plan has taken.</summary>
    public IReadOnlyList<string> Limits(PlacementRequest request) => new LimitCheck(machine, WithPlanned(request, _memory)).Missing;

    /// <summary>The best place for a request in what is left; null when there is none.</summary>
    public Candidate? Best(PlacementRequest request, PlanStrategy strategy)
    {
        var left = Left(request);
        if (Limits(request).Count > 0)
            return null;
        var space = new SearchSpace(machine, left, cancellation, number);
        // The candidates at the smallest distance come first, so each node alone is among them where the nodes' own distances are equal.
        var best = new BestCandidates(strategy == PlanStrategy.Pack ? 1 : space.Supplies.Length);
        PlacementFinder.Search(space, best);
        return best.All.Count == 0 ? null : strategy == PlanStrategy.Pack ? best.All[0] : best.All.OrderBy(candidate => candidate, Comparer<Candidate>.Create((left, right) => CompareSpread(left, this, right, this))).First();
    }

    /// <summary>The more nodes for bandwidth, then the smaller distance, then the nodes with fewer requests, then the most CPUs left over.</summary>
    public static int CompareSpread(in Candidate left, PlanHost leftHost, in Candidate right, PlanHost rightHost)
    {
        var order = right.CellsForBandwidth.CompareTo(left.CellsForBandwidth);
        if (order == 0)
            order = left.Totals.Worst.CompareTo(right.Totals.Worst);
        if (order == 0)
            order = leftHost.Load(left).CompareTo(rightHost.Load(right));
        if (order == 0)
            order = leftHost._placed.Values.Sum().CompareTo(rightHost._placed.Values.Sum());
        if (order == 0)
            order = right.LeftoverCpus.CompareTo(left.LeftoverCpus);
        return order != 0 ? order : PlacementOrder.Compare(left, right);
    }

    /// <summary>Takes what a candidate needs.</summary>
    public void Take(in Candidate candidate)
    {
        var byCell = candidate.Space.Split.Take(candidate.Cpu, candidate.CpuCount);
        foreach (var cpus in byCell)
            _cpus = _cpus.Union(cpus);
        _memory = [.. _memory, .. Of(PlacementBuilder.Memory(candidate, byCell), candidate.Space.Request.HugePage)];
        foreach (var index in candidate.Cpu.Concat(candidate.Memory))
        {
            var cell = candidate.Space.Supplies[index].Cell.Id;
            _placed[cell] = _placed.TryGetValue(cell, out var count) ? count + 1 : 1;
        }
    }

    /// <summary>Shares of memory as what is held of each node.</summary>
    public static IEnumerable<ReservedMemory> Of(IEnumerable<MemoryShare> shares, long? pageSize)
    {
        foreach (var share in shares)
        {
            if (share.Bytes > 0)
                yield return new ReservedMemory { Cells = [share.CellId], Bytes = share.Bytes };
            if (share.HugePages > 0 && pageSize is { } size)
                yield return new ReservedMemory { Cells = [share.CellId], Bytes = share.HugePages * size, PageSize = size };
        }
    }

    /// <summary>What the plan takes of the amounts that a limit is on: it is taken of the sum over all nodes.</summary>
    public static PlacementRequest WithPlanned(PlacementRequest request, IReadOnlyList<ReservedMemory> planned) => request with
    {
        Memory = request.Memory + planned.Where(part => part.PageSize is null).Sum(part => part.Bytes),
        HugePageCount = request.HugePage is not { } size ? 0 : request.HugePageCount + planned.Where(part => part.PageSize == size).Sum(part => part.Bytes / size),
    };

    private int Load(in Candidate candidate)
    {
        var load = 0;
        for (var i = 0; i < candidate.CpuCount; i++)
            load = System.Math.Max(load, _placed.TryGetValue(candidate.Space.Supplies[candidate.Cpu[i]].Cell.Id, out var count) ? count : 0);
        return load;
    }
}
