using System.Collections.Generic;

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
    public int Bound => _best.Count < _count ? DistanceTable.Unknown : _best[_best.Count - 1].Worst;

    public void Offer(Candidate candidate)
    {
        // Most are worse than the last, which takes one comparison.
        if (_best.Count == _count && candidate.CompareTo(_best[_count - 1]) >= 0)
            return;
        var at = _best.BinarySearch(candidate);
        if (at >= 0)
            return;
        _best.Insert(~at, candidate.Kept());
        if (_best.Count > _count)
            _best.RemoveAt(_count);
    }
}
