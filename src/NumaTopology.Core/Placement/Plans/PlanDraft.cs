using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>A plan that was tried: for each request, in the order of the requests, where it goes; null where it does not fit.</summary>
internal sealed class PlanDraft(Candidate?[] chosen)
{
    public IReadOnlyList<Candidate?> Chosen => chosen;

    /// <summary>How many requests do not fit.</summary>
    public int Missing { get; } = chosen.Count(candidate => candidate is null);

    /// <summary>The largest worst distance of a placement.</summary>
    public int Worst { get; } = chosen.Max(candidate => candidate?.Totals.Worst ?? 0);

    /// <summary>The worst distances of all placements together.</summary>
    public int Sum { get; } = chosen.Sum(candidate => candidate?.Totals.Worst ?? 0);

    /// <summary>Whether this plan is better: more requests fit, or all do and they are closer together.</summary>
    public bool IsBetterThan(PlanDraft other) =>
        Missing != other.Missing ? Missing < other.Missing : Missing == 0 && (Worst != other.Worst ? Worst < other.Worst : Sum < other.Sum);
}
