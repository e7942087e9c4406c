using System.Collections.Generic;
using NumaTopology.Relations;

namespace NumaTopology.Placement;

/// <summary>The best candidates so far, each once.</summary>
internal sealed class BestCandidates
{
    private readonly int _count;
    private readonly List<Candidate> _best = [];

    public BestCandidates(int count) => _count = count;

    /// <summary>Best first.</summary>
    public IReadOnlyList<Candidate> All => _best;

    /// <summary>What is farther than this cannot be among the best any more.</summary>
    public int Bound => _best.Count < _count ? DistanceMatrix.Unknown : _best[_best.Count - 1].Totals.Worst;

    public void Offer(in Candidate candidate)
    {
        // Most are worse than the last, which takes one comparison.
        if (_best.Count == _count && PlacementOrder.Compare(candidate, _best[_count - 1]) >= 0)
            return;
        int at = 0, end = _best.Count;
        while (at < end)
        {
            var middle = (at + end) / 2;
            var order = PlacementOrder.Compare(candidate, _best[middle]);
            if (order == 0)
                return;
            if (order > 0)
                at = middle + 1;
            else
                end = middle;
        }

        _best.Insert(at, candidate.Kept());
        if (_best.Count > _count)
            _best.RemoveAt(_count);
    }
}
