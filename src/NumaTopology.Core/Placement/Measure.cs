using System;

namespace NumaTopology.Placement;

/// <summary>Which of two candidates has the smaller value.</summary>
internal delegate int CandidateComparison(in Candidate left, in Candidate right);

/// <summary>A number of a candidate.</summary>
internal delegate long CandidateNumber(in Candidate candidate);

/// <summary>The values of two candidates in words: <c>4 instead of 2</c>.</summary>
internal delegate string CandidateValues(in Candidate behind, in Candidate ahead);

/// <summary>One thing that placements are compared by; the smaller value is the better one.</summary>
internal sealed class Measure
{
    private readonly CandidateComparison _compare;
    private readonly string _behind;
    private readonly CandidateValues? _values;

    /// <param name="name">What docs/placement.md calls it.</param>
    /// <param name="compare">Compares by it.</param>
    /// <param name="behind">What is said of who has the larger value.</param>
    /// <param name="values">Both values in words; null where they say nothing.</param>
    public Measure(string name, CandidateComparison compare, string behind, CandidateValues? values)
    {
        Name = name;
        _compare = compare;
        _behind = behind;
        _values = values;
    }

    /// <summary>A measure that is a number.</summary>
    public Measure(string name, CandidateNumber number, string behind, Func<long, string>? text = null)
        : this(
            name,
            (in Candidate left, in Candidate right) => number(left).CompareTo(number(right)),
            behind,
            (in Candidate behind, in Candidate ahead) => Instead((text ?? PlacementText.Number)(number(behind)), (text ?? PlacementText.Number)(number(ahead))))
    {
    }

    public string Name { get; }

    public int Compare(in Candidate left, in Candidate right) => _compare(left, right);

    /// <summary>Why one falls behind the other, with both values.</summary>
    public string Behind(in Candidate behind, in Candidate ahead) => _values is null ? _behind : $"{_behind} ({_values(behind, ahead)})";

    /// <summary>Two values in words.</summary>
    public static string Instead(string larger, string smaller) => $"{larger} instead of {smaller}";
}
