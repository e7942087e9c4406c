using System;
using System.Collections.Generic;
using System.Threading;
using NumaTopology.Placement;

namespace NumaTopology;

/// <summary>Finds where on a machine a request fits. docs/design.md states the order.</summary>
public static class PlacementFinder
{
    /// <summary>The placements, best first, or what is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The request asks for less than one CPU, for a negative amount, or for no placement.</exception>
    /// <exception cref="ArgumentException">The request contradicts itself.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was asked for.</exception>
    public static PlacementAnswer Find(NumaCapabilities machine, PlacementRequest request, CancellationToken cancellation = default)
    {
        if (machine is null)
            throw new ArgumentNullException(nameof(machine));
        Check(request ?? throw new ArgumentNullException(nameof(request)));
        var space = new SearchSpace(machine, request, cancellation);
        var (found, search) = Search(space, request.Count);
        var rejection = new Rejection(space);
        var limits = new LimitCheck(machine, request);
        if (found.Count == 0 || limits.Missing.Count > 0)
            return new PlacementAnswer { Placements = [], Rejected = rejection.OfAll(limits), Shortfall = Shortfall.Tell(machine, space, search, limits) };
        var builder = new PlacementBuilder(machine, space, search, rejection);
        var placements = new List<NumaPlacement>(found.Count);
        foreach (var candidate in found)
            placements.Add(builder.Build(candidate, placements.Count + 1) with { Warnings = limits.Warnings });
        return new PlacementAnswer { Placements = placements, Rejected = placements[0].Rejected };
    }

    /// <summary>The neighbours' search goes first: what it finds spares the exact one the sets that are farther.</summary>
    internal static (IReadOnlyList<Candidate> Best, PlacementSearch Search) Search(SearchSpace space, int count)
    {
        if (!space.Suffices)
            return ([], PlacementSearch.Exact);
        var best = new BestCandidates(count);
        new NeighbourSearch(space).Run(best);
        var isExact = new SubsetSearch(space).Run(best) == int.MaxValue;
        return (best.All, isExact ? PlacementSearch.Exact : PlacementSearch.NearestNeighbours);
    }

    private static void Check(PlacementRequest request)
    {
        if (request.Cpu < 1 || request.Memory < 0 || request.HugePageCount < 0 || request.HugePage < 1 || request.Count < 1 || request.MaxCell < 1)
            throw new ArgumentOutOfRangeException(nameof(request), "A placement needs at least one CPU and no negative amounts.");
        if (request.Smt == SmtUse.Apart ? request.WholeCore : request.Strict)
            throw new ArgumentException("WholeCore takes all threads of a core; SmtUse.Apart takes one of each. Strict needs SmtUse.Apart.", nameof(request));
    }
}
