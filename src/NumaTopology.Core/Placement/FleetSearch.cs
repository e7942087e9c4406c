using System.Collections.Generic;
using System.Threading;

namespace NumaTopology.Placement;

/// <summary>Searches machines one after another and ranks over all of them. What stays of a machine are its candidates among the best, or that it came closest.</summary>
internal sealed class FleetSearch(int count, CancellationToken cancellation)
{
    private readonly BestCandidates _best = new(count);
    private int _machines;
    private (SearchSpace Space, LimitCheck Limits, Shortfall Shortfall)? _closest;

    /// <summary>Whether a placement was found.</summary>
    public bool HasFound => _best.All.Count > 0;

    /// <summary>Searches a machine; what it asks for may differ from the others, as the devices to stay close to do.</summary>
    public void Add(NumaCapabilities machine, PlacementRequest request)
    {
        var space = new SearchSpace(machine, request, cancellation, _machines++);
        // They are on the sum over all nodes: no set of nodes is better off.
        var limits = new LimitCheck(machine, request);
        if (limits.Missing.Count == 0)
            PlacementFinder.Search(space, _best);
        if (HasFound)
        {
            _closest = null;
            return;
        }

        var shortfall = Shortfall.Of(space, limits);
        if (_closest is not { } closest || shortfall.Closeness > closest.Shortfall.Closeness)
            _closest = (space, limits, shortfall);
    }

    /// <summary>The best of all, or what the machine lacks that comes closest.</summary>
    /// <param name="machines">How many machines there were, those included that were not searched because a device is not there.</param>
    public PlacementAnswer Answer(int machines = 1)
    {
        if (_closest is { } closest)
        {
            var which = machines == 1 ? "" : $"None of {machines} hosts has room for {closest.Space.Request}; {closest.Space.Machine} comes closest. ";
            return new PlacementAnswer { Placements = [], Rejected = new Rejection(closest.Space).OfAll(closest.Limits), Shortfall = which + closest.Shortfall.Text, IsFreeMemoryUnknown = closest.Shortfall.IsFreeMemoryUnknown, Request = closest.Space.Request };
        }

        var builders = new Dictionary<SearchSpace, PlacementBuilder>();
        var placements = new List<NumaPlacement>(_best.All.Count);
        foreach (var candidate in _best.All)
        {
            if (!builders.TryGetValue(candidate.Space, out var builder))
                builders.Add(candidate.Space, builder = new PlacementBuilder(candidate.Space));
            placements.Add(builder.Build(candidate, placements.Count + 1));
        }

        return new PlacementAnswer { Placements = placements, Rejected = placements[0].Rejected, Request = placements[0].Request };
    }
}
