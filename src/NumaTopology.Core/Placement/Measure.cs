using System;

namespace NumaTopology.Placement;

/// <summary>Which of two candidates has the smaller value.</summary>
internal delegate int CandidateComparison(in Candidate left, in Candidate right);

/// <summary>A number of a candidate.</summary>
internal delegate long CandidateNumber(in Candidate candidate);

/// <summary>A value of a candidate in words.</summary>
internal delegate string CandidateText(in Candidate candidate);

/// <summary>One thing that placements are compared by; the smaller value is the better one.</summary>
internal sealed class Measure
{
    private readonly CandidateComparison _compare;
    private readonly string _behind;
    private readonly CandidateText _text;
    private readonly CandidateText _exact;

    /// <param name="name">What docs/placement.md calls it.</param>
    /// <param name="compare">Compares by it.</param>
    /// <param name="behind">What is said of who has the larger value.</param>
    /// <param name="text">The value in words.</param>
    /// <param name="exact">The value where two that differ read the same.</param>
    public Measure(string name, CandidateComparison compare, string behind, CandidateText text, CandidateText exact)
    {
        Name = name;
        _compare = compare;
        _behind = behind;
        _text = text;
        _exact = exact;
    }

    /// <summary>A measure that is a number.</summary>
    public Measure(string name, CandidateNumber number, string behind, Func<long, string>? text = null, string unit = "")
        : this(
            name,
            (in Candidate left, in Candidate right) => number(left).CompareTo(number(right)),
            behind,
            (in Candidate candidate) => (text ?? PlacementText.Number)(number(candidate)),
            (in Candidate candidate) => PlacementText.Number(number(candidate)) + unit)
    {
    }

    public string Name { get; }

    public int Compare(in Candidate left, in Candidate right) => _compare(left, right);

    /// <summary>Why one falls behind the other, with both values.</summary>
    public string Behind(in Candidate behind, in Candidate ahead)
    {
        var (larger, smaller) = (_text(behind), _text(ahead));
        return larger == smaller ? $"{_behind} ({_exact(behind)} instead of {_exact(ahead)})" : $"{_behind} ({larger} instead of {smaller})";
    }
}
