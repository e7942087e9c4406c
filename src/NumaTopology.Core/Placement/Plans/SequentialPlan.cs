using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace NumaTopology.Placement;

/// <summary>
/// Places requests one after another, each where it is best in what the earlier ones leave. Of each host the best place is kept for every kind of request and searched
/// anew only after something was placed there, so that the time grows with the hosts and the requests and not with their product.
/// </summary>
internal sealed class SequentialPlan
{
    private readonly List<PlanHost> _hosts;
    private readonly PlanStrategy _strategy;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<int, (PlanItem Item, SortedSet<Entry> Entries)> _offers = [];
    private readonly Dictionary<(int Kind, int Host), Entry> _known = [];

    private SequentialPlan(IReadOnlyList<NumaCapabilities> machines, PlanStrategy strategy, CancellationToken cancellation)
    {
        _hosts = machines.Select((machine, number) => new PlanHost(machine, number, cancellation)).ToList();
        _strategy = strategy;
        _cancellation = cancellation;
    }

    /// <summary>Places the requests in an order of their indexes.</summary>
    public static PlanDraft Run(IReadOnlyList<NumaCapabilities> machines, IReadOnlyList<PlanItem> items, IEnumerable<int> order, PlanStrategy strategy, CancellationToken cancellation)
    {
        var plan = new SequentialPlan(machines, strategy, cancellation);
        var chosen = new Candidate?[items.Count];
        foreach (var index in order)
            chosen[index] = plan.Place(items[index]);
        return new PlanDraft(chosen);
    }

    private Candidate? Place(PlanItem item)
    {
        if (!_offers.TryGetValue(item.Kind, out var offers))
        {
            _offers.Add(item.Kind, offers = (item, new SortedSet<Entry>(Comparer<Entry>.Create(Compare))));
            foreach (var host in _hosts)
                Offer(offers, host);
        }

        if (offers.Entries.Count == 0)
            return null;
        var best = offers.Entries.Min!;
        // All of the host's entries go before its load changes, for they are sorted by it.
        foreach (var other in _offers)
        {
            if (_known.TryGetValue((other.Key, best.Host.Number), out var known))
                other.Value.Entries.Remove(known);
        }

        best.Host.Take(best.Candidate);
        foreach (var other in _offers.Values)
            Offer(other, best.Host);
        return best.Candidate;
    }

    private void Offer((PlanItem Item, SortedSet<Entry> Entries) offers, PlanHost host)
    {
        _cancellation.ThrowIfCancellationRequested();
        var key = (offers.Item.Kind, host.Number);
        _known.Remove(key);
        if (offers.Item.On(host.Machine) is not { } request || host.Best(request, _strategy) is not { } candidate)
            return;
        var entry = new Entry(host, candidate);
        _known.Add(key, entry);
        offers.Entries.Add(entry);
    }

    // Of different hosts neither order says that two are equal.
    private int Compare(Entry left, Entry right) =>
        _strategy == PlanStrategy.Spread ? PlanHost.CompareSpread(left.Candidate, left.Host, right.Candidate, right.Host) : PlacementOrder.Compare(left.Candidate, right.Candidate);

    private sealed record Entry(PlanHost Host, Candidate Candidate);
}
