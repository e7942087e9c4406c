using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>
/// An immutable set of CPU numbers. It reads and prints as the kernel's list, <c>0-3,8-11</c>; a run of two is <c>0-1</c>.
/// It is not enumerable, so that it prints as that list in a table and survives remoting as that text.
/// </summary>
public sealed class CpuSet : IEquatable<CpuSet>, IComparable<CpuSet>, IComparable
{
    /// <summary>One more than the largest CPU number that a set can hold; larger numbers are refused as hostile.</summary>
    public const int Limit = MachineLimits.Ids;

    private readonly IdSet _ids;

    internal CpuSet(IdSet ids) => _ids = ids;

    /// <summary>The empty set.</summary>
    public static CpuSet Empty { get; } = new(new IdSet([]));

    /// <summary>The number of CPUs in the set.</summary>
    public int Count => _ids.Count;

    /// <summary>The set as the kernel's list, such as <c>0-3,8-11</c>; the empty set is the empty text. It is what ConvertTo-Json writes of a set, beside <see cref="Count"/>.</summary>
    public string List => _ids.ToString();

    // ConvertTo-Json writes every public property, and each of 256 numbers is no help to who reads it: NumaTopology.Types.ps1xml gives these three to PowerShell.

    /// <summary>Whether no CPU is in the set.</summary>
    internal bool IsEmpty => _ids.IsEmpty;

    /// <summary>The CPU numbers, ascending.</summary>
    internal IReadOnlyList<int> Ids => ToArray();

    /// <summary>The lowest CPU number, or null when the set is empty.</summary>
    internal int? First => _ids.First;

    /// <summary>Whether two sets hold the same CPUs.</summary>
    public static bool operator ==(CpuSet? left, CpuSet? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether two sets differ.</summary>
    public static bool operator !=(CpuSet? left, CpuSet? right) => !(left == right);

    /// <summary>Whether <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(CpuSet? left, CpuSet? right) => Compare(left, right) < 0;

    /// <summary>Whether <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(CpuSet? left, CpuSet? right) => Compare(left, right) > 0;

    /// <summary>Whether <paramref name="left"/> sorts before or with <paramref name="right"/>.</summary>
    public static bool operator <=(CpuSet? left, CpuSet? right) => Compare(left, right) <= 0;

    /// <summary>Whether <paramref name="left"/> sorts after or with <paramref name="right"/>.</summary>
    public static bool operator >=(CpuSet? left, CpuSet? right) => Compare(left, right) >= 0;

    /// <summary>Reads a list such as <c>0-3,8-11</c>; blank text is the empty set.</summary>
    /// <exception cref="FormatException">The text is not such a list, or has a number larger than 1 048 575.</exception>
    public static CpuSet Parse(string text) => new(IdSet.Parse(text, "CPU"));

    /// <summary>The set of the given CPU numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or larger than 1 048 575.</exception>
    public static CpuSet Of(params int[] ids) => From(ids ?? throw new ArgumentNullException(nameof(ids)));

    /// <summary>The set of the given CPU numbers, in any order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or larger than 1 048 575.</exception>
    public static CpuSet From(IEnumerable<int> ids)
    {
        var builder = new IdSetBuilder();
        builder.AddAll(ids ?? throw new ArgumentNullException(nameof(ids)));
        return builder.TakeCpus();
    }

    /// <summary>Whether the CPU is in the set.</summary>
    public bool Contains(int id) => _ids.Contains(id);

    /// <summary>Whether every CPU of this set is in <paramref name="other"/>.</summary>
    public bool IsSubsetOf(CpuSet other) => Except(other).IsEmpty;

    /// <summary>Whether the two sets share a CPU.</summary>
    public bool Overlaps(CpuSet other) => _ids.Overlaps((other ?? throw new ArgumentNullException(nameof(other)))._ids);

    /// <summary>The CPUs of either set.</summary>
    public CpuSet Union(CpuSet other) => new(_ids.Union((other ?? throw new ArgumentNullException(nameof(other)))._ids));

    /// <summary>The CPUs of both sets.</summary>
    public CpuSet Intersect(CpuSet other) => new(_ids.Intersect((other ?? throw new ArgumentNullException(nameof(other)))._ids));

    /// <summary>The CPUs of this set that are not in the other.</summary>
    public CpuSet Except(CpuSet other) => new(_ids.Except((other ?? throw new ArgumentNullException(nameof(other)))._ids));

    /// <summary>The CPU numbers, ascending, as a new array.</summary>
    public int[] ToArray() => _ids.ToArray();

    /// <summary>The set as the kernel's list, such as <c>0-3,8-11</c>; the empty set is the empty text.</summary>
    public override string ToString() => List;

    /// <inheritdoc/>
    public bool Equals(CpuSet? other) => other is not null && _ids.Equals(other._ids);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CpuSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _ids.GetHashCode();

    /// <summary>Orders sets by their CPUs in ascending order, as words are ordered by letters: 0-3 before 1, 2 before 10.</summary>
    public int CompareTo(CpuSet? other) => other is null ? 1 : _ids.CompareTo(other._ids);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj is null ? 1 : CompareTo(obj as CpuSet ?? throw new ArgumentException("A CpuSet can be compared only with a CpuSet.", nameof(obj)));

    internal IdSet Set => _ids;

    private static int Compare(CpuSet? left, CpuSet? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}
