using System;
using System.Threading;
using NumaTopology.Placement;

namespace NumaTopology;

/// <summary>Finds the nodes of a machine where a request fits. docs/placement.md states the order.</summary>
public static class PlacementFinder
{
    /// <summary>The placements, best first, or what is missing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The request asks for less than one CPU, for a negative amount, or for no placement.</exception>
    /// <exception cref="ArgumentException">The request contradicts itself.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public static PlacementAnswer Find(NumaCapabilities machine, PlacementRequest request, CancellationToken cancellation = default)
    {
        if (machine is null)
            throw new ArgumentNullException(nameof(machine));
        Check(request ?? throw new ArgumentNullException(nameof(request)));
        var search = new FleetSearch(request.Count, cancellation);
        search.Add(machine, request);
        return search.Answer();
    }

    /// <summary>The neighbours' search goes first: what it finds spares the exact one the sets that are farther.</summary>
    internal static void Search(SearchSpace space, BestCandidates best)
    {
        if (!space.Suffices)
            return;
        if (space.Request.Goal == PlacementGoal.Bandwidth)
        {
            foreach (var candidate in SpreadSearch.All(space))
                best.Offer(candidate);
            return;
        }

        new NeighbourSearch(space).Run(best);
        space.Search = new SubsetSearch(space).Run(best) == int.MaxValue ? PlacementSearch.Exact : PlacementSearch.NearestNeighbours;
    }

    internal static void Check(PlacementRequest request)
    {
        if (request.Cpu < 1 || request.Memory < 0 || request.HugePageCount < 0 || request.HugePage < 1 || request.Count < 1 || request.MaxCell < 1)
            throw new ArgumentOutOfRangeException(nameof(request), "A placement needs at least one CPU and no negative amounts.");
        if (request.Goal == PlacementGoal.Bandwidth && request.MaxCell is not null)
            throw new ArgumentException("A placement for bandwidth has all nodes of a socket or of the machine, whatever MaxCell is.", nameof(request));
        if (request.Smt == SmtUse.Apart ? request.WholeCore : request.Strict)
            throw new ArgumentException("WholeCore takes all threads of a core; SmtUse.Apart takes one of each. Strict needs SmtUse.Apart.", nameof(request));
    }
}
