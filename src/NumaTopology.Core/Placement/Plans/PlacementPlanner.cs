using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NumaTopology.Placement;

namespace NumaTopology;

/// <summary>Plans several requests at once: no two placements take the same CPU, and no node gives more memory than it has. docs/placement.md states how.</summary>
public static class PlacementPlanner
{
    // All orders of five requests are 120.
    private const int MostOrders = 120;

    /// <summary>A placement for each request, on one machine or over several; or which requests do not fit.</summary>
    /// <exception cref="ArgumentException">There is no machine or no request, or a request contradicts itself.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public static NumaPlan Plan(IReadOnlyList<NumaCapabilities> machines, IReadOnlyList<PlacementRequest> requests, PlanStrategy strategy = PlanStrategy.Pack, CancellationToken cancellation = default)
    {
        if (machines is not { Count: > 0 })
            throw new ArgumentException("A plan needs a machine.", nameof(machines));
        if (requests is not { Count: > 0 })
            throw new ArgumentException("A plan needs a request.", nameof(requests));
        var kinds = new Dictionary<PlacementRequest, int>();
        var items = new List<PlanItem>();
        foreach (var request in requests)
        {
            PlacementFinder.Check(request);
            var nameless = request with { Name = null };
            if (!kinds.TryGetValue(nameless, out var kind))
                kinds.Add(nameless, kind = kinds.Count);
            items.Add(new PlanItem(request, kind, _ => nameless));
        }

        return Plan(machines, items, strategy, cancellation);
    }

    internal static NumaPlan Plan(IReadOnlyList<NumaCapabilities> machines, IReadOnlyList<PlanItem> items, PlanStrategy strategy, CancellationToken cancellation)
    {
        var best = SequentialPlan.Run(machines, items, Enumerable.Range(0, items.Count), strategy, cancellation);
        // Spreading is about the order, and a plan that is as close as can be needs no other one.
        foreach (var order in strategy == PlanStrategy.Spread || (best.Missing == 0 && best.Worst <= NumaDistance.Local) ? [] : Orders(items))
        {
            var other = SequentialPlan.Run(machines, items, order, strategy, cancellation);
            if (other.IsBetterThan(best))
                best = other;
        }

        // One request is placed as it is without a plan.
        var isExact = best.Missing == 0 && (best.Worst <= NumaDistance.Local || (items.Count == 1 && machines.Count == 1 && best.Chosen[0]!.Value.Space.Search == PlacementSearch.Exact));
        if (strategy == PlanStrategy.Pack && !isExact && machines.Count == 1 && Joint(machines[0], items, cancellation, out isExact) is { } joint && joint.IsBetterThan(best))
            best = joint;
        var search = isExact ? PlacementSearch.Exact : PlacementSearch.NearestNeighbours;
        return best.Missing > 0 ? Missing(machines, items, best, cancellation) : new NumaPlan
        {
            Placements = [.. best.Chosen.Select((candidate, index) => Build(candidate!.Value, items[index], index + 1, search))],
            Shortfalls = [],
            Search = search,
        };
    }

    /// <summary>The exact plan; null when there is none, or it was not searched.</summary>
    private static PlanDraft? Joint(NumaCapabilities machine, IReadOnlyList<PlanItem> items, CancellationToken cancellation, out bool isExact)
    {
        isExact = false;
        var requests = items.Select(item => item.On(machine)).ToList();
        if (requests.Contains(null))
            return null;
        var spaces = requests.ConvertAll(request => new SearchSpace(machine, request!, cancellation));
        if (!JointPlan.IsFor(spaces) || !JointPlan.TryFind(spaces, cancellation, out var chosen, out var space))
            return null;
        if (chosen is null || requests.Exists(request => new LimitCheck(machine, Together(requests!, request!.HugePage)).Missing.Count > 0))
            return null;
        var draft = new List<Candidate?>();
        var shares = JointShares.Of(space, chosen);
        var host = new PlanHost(machine, 0, cancellation);
        for (var index = 0; index < shares.Count; index++)
        {
            // It may take more than its share if that is nobody's, but nothing that is kept for those that come after it.
            var kept = Enumerable.Range(index + 1, shares.Count - index - 1).Select(later => (Shares: shares[later], requests[later]!.HugePage));
            var best = new BestCandidates(1);
            PlacementFinder.Search(new SearchSpace(machine, host.Left(requests[index]!, kept), cancellation), best);
            draft.Add(best.All.Count == 0 ? null : best.All[0]);
            if (best.All.Count > 0)
                host.Take(best.All[0]);
        }

        var plan = new PlanDraft([.. draft]);
        // Of nodes that claim the same CPUs the first one has them: from which node they would be nearest was not tried.
        isExact = plan.Missing == 0 && CpuSet.From(machine.Cells.SelectMany(cell => cell.Cpus.Ids)).Count == machine.Cells.Sum(cell => cell.Cpus.Count);
        return plan;
    }

    /// <summary>What limits on the sum over all nodes are held against: the memory of all, and their huge pages of one size.</summary>
    private static PlacementRequest Together(IReadOnlyList<PlacementRequest> requests, long? pageSize) => requests[0] with
    {
        Cpu = 1,
        Memory = requests.Sum(request => request.Memory),
        HugePage = pageSize,
        HugePageCount = requests.Where(request => request.HugePage == pageSize).Sum(request => request.HugePageCount),
    };

    private static NumaPlan Missing(IReadOnlyList<NumaCapabilities> machines, IReadOnlyList<PlanItem> items, PlanDraft best, CancellationToken cancellation)
    {
        var hosts = machines.Select((machine, number) => new PlanHost(machine, number, cancellation)).ToList();
        foreach (var candidate in best.Chosen)
        {
            if (candidate is { } placed)
                hosts[placed.Space.Number].Take(placed);
        }

        var shortfalls = new List<PlanShortfall>();
        for (var index = 0; index < items.Count; index++)
        {
            if (best.Chosen[index] is not null)
                continue;
            var search = new FleetSearch(1, cancellation);
            var limits = new List<string>();
            var able = hosts.FindAll(host => items[index].On(host.Machine) is not null);
            if (able.Count == 0)
            {
                shortfalls.Add(new PlanShortfall(items[index].Request, "No host has the devices to stay close to."));
                continue;
            }

            foreach (var host in able)
            {
                var request = items[index].On(host.Machine)!;
                search.Add(host.Machine, host.Left(request));
                limits.AddRange(host.Limits(request));
            }

            var answer = search.Answer(machines.Count);
            shortfalls.Add(new PlanShortfall(items[index].Request, answer.Shortfall ?? string.Join(" ", limits.Distinct())) { IsFreeMemoryUnknown = answer.IsFreeMemoryUnknown });
        }

        return new NumaPlan { Placements = [], Shortfalls = shortfalls, Search = PlacementSearch.NearestNeighbours };
    }

    private static NumaPlacement Build(Candidate candidate, PlanItem item, int rank, PlacementSearch search)
    {
        var placement = new PlacementBuilder(candidate.Space).Build(candidate, rank);
        // What others of the plan took is why it is where it is, and is no part of what was requested.
        return placement with { Search = search, Request = placement.Request with { Name = item.Request.Name, PlannedCpus = CpuSet.Empty, PlannedMemory = [] } };
    }

    /// <summary>Other orders than the one given: all of few requests; of many, those that want most first.</summary>
    private static IEnumerable<int[]> Orders(IReadOnlyList<PlanItem> items)
    {
        int[] given = [.. Enumerable.Range(0, items.Count)];
        yield return [.. given.OrderByDescending(index => items[index].Request.Cpu).ThenByDescending(index => items[index].Request.Memory)];
        yield return [.. given.OrderByDescending(index => items[index].Request.Memory).ThenByDescending(index => items[index].Request.Cpu)];
        yield return [.. given.OrderByDescending(index => items[index].Request.Devices.Count).ThenByDescending(index => items[index].Request.Cpu)];
        if (items.Count > 5)
            yield break;
        foreach (var order in Permutations(given, 0).Take(MostOrders))
            yield return order;
    }

    private static IEnumerable<int[]> Permutations(int[] items, int from)
    {
        if (from == items.Length)
        {
            yield return (int[])items.Clone();
            yield break;
        }

        for (var i = from; i < items.Length; i++)
        {
            (items[from], items[i]) = (items[i], items[from]);
            foreach (var order in Permutations(items, from + 1))
                yield return order;
            (items[from], items[i]) = (items[i], items[from]);
        }
    }
}
