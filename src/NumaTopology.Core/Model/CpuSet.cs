using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>
/// An immutable set of processor numbers. It reads and prints as the kernel's list, <c>0-3,8-11</c>; a run of two is <c>0-1</c>.
/// It is not enumerable, so that it prints as that list in a table and survives remoting as that text.
/// </summary>
public sealed class CpuSet : IEquatable<CpuSet>, IComparable<CpuSet>, IComparable
{
    /// <summary>One more than the largest processor number that a set can hold; larger numbers are refused as hostile.</summary>
    public const int Limit = IdSet.Limit;

    private readonly IdSet _ids;

    internal CpuSet(IdSet ids) => _ids = ids;

    /// <summary>The set without processors.</summary>
    public static CpuSet Empty { get; } = new(new IdSet([]));

    /// <summary>How many processors are in the set.</summary>
    public int Count => _ids.Count;

    /// <summary>The set as the kernel's list, such as <c>0-3,8-11</c>; the empty set is the empty text. It is what ConvertTo-Json writes of a set, beside <see cref="Count"/>.</summary>
    public string List => _ids.ToString();

    // ConvertTo-Json writes every public property, and each of 256 numbers is no help to who reads it: NumaTopology.Types.ps1xml gives these three to PowerShell.

    /// <summary>Whether no processor is in the set.</summary>
    internal bool IsEmpty => _ids.IsEmpty;

    /// <summary>The processor numbers, ascending.</summary>
    internal IReadOnlyList<int> Ids => ToArray();

    /// <summary>The lowest processor number, or null when the set is empty.</summary>
    internal int? First => _ids.First;

    /// <summary>Whether two sets hold the same processors.</summary>
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
    /// <exception cref="FormatException">The text is no such list, or holds a number of 1 048 576 or more.</exception>
    public static CpuSet Parse(string text) => new(IdSet.Parse(text, "CPU"));

    /// <summary>The set of the given processor numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or 1 048 576 or more.</exception>
    public static CpuSet Of(params int[] ids) => From(ids ?? throw new ArgumentNullException(nameof(ids)));

    /// <summary>The set of the given processor numbers, in any order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or 1 048 576 or more.</exception>
    public static CpuSet From(IEnumerable<int> ids)
    {
        var builder = new IdSetBuilder();
        builder.AddAll(ids ?? throw new ArgumentNullException(nameof(ids)));
        return builder.TakeCpus();
    }

    /// <summary>Whether the processor is in the set.</summary>
    public bool Contains(int id) => _ids.Contains(id);

    /// <summary>Whether every processor of this set is in <paramref name="other"/>.</summary>
    public bool IsSubsetOf(CpuSet other) => Except(other).IsEmpty;

    /// <summary>Whether the two sets share a processor.</summary>
    public bool Overlaps(CpuSet other) => _ids.Overlaps((other ?? throw new ArgumentNullException(nameof(other)))._ids);

    /// <summary>The processors of either set.</summary>
    public CpuSet Union(CpuSet other) => new(_ids.Union((other ?? throw new ArgumentNullException(nameof(other)))._ids));

    /// <summary>The processors of both sets.</summary>
    public CpuSet Intersect(CpuSet other) => new(_ids.Intersect((other ?? throw new ArgumentNullException(nameof(other)))._ids));

    /// <summary>The processors of this set that are not in the other.</summary>
    public CpuSet Except(CpuSet other) => new(_ids.Except((other ?? throw new ArgumentNullException(nameof(other)))._ids));

    /// <summary>The processor numbers, ascending, as an array of the caller's own.</summary>
    public int[] ToArray() => _ids.ToArray();

    /// <summary>The set as the kernel's list, such as <c>0-3,8-11</c>; the empty set is the empty text.</summary>
    public override string ToString() => List;

    /// <inheritdoc/>
    public bool Equals(CpuSet? other) => other is not null && _ids.Equals(other._ids);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CpuSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _ids.GetHashCode();

    /// <summary>Orders sets by their processors in ascending order, as words are ordered by letters: 0-3 before 1, 2 before 10.</summary>
    public int CompareTo(CpuSet? other) => other is null ? 1 : _ids.CompareTo(other._ids);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj is null ? 1 : CompareTo(obj as CpuSet ?? throw new ArgumentException("A CpuSet can be compared only with a CpuSet.", nameof(obj)));

    internal IdSet Set => _ids;

    private static int Compare(CpuSet? left, CpuSet? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}
