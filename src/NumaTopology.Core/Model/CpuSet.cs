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
    public const int Limit = 1 << 20;

    private readonly ulong[] _words;

    /// <summary>Takes ownership of <paramref name="words"/>, 64 processors a word, the lowest first.</summary>
    internal CpuSet(ulong[] words)
    {
        var used = words.Length;
        while (used > 0 && words[used - 1] == 0)
            used--;
        if (used != words.Length)
            Array.Resize(ref words, used);
        _words = words;
    }

    /// <summary>The set without processors.</summary>
    public static CpuSet Empty { get; } = new([]);

    /// <summary>How many processors are in the set.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words)
                count += Bits.Count(word);
            return count;
        }
    }

    /// <summary>Whether no processor is in the set.</summary>
    public bool IsEmpty => _words.Length == 0;

    /// <summary>The processor numbers, ascending.</summary>
    public IReadOnlyList<int> Ids => ToArray();

    /// <summary>The lowest processor number, or null when the set is empty.</summary>
    public int? First
    {
        get
        {
            for (var i = 0; i < _words.Length; i++)
            {
                if (_words[i] != 0)
                    return (i * 64) + Bits.Lowest(_words[i]);
            }

            return null;
        }
    }

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
    public static CpuSet Parse(string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return CpuSetParser.TryParseList(bytes, bytes.Length, out var set, out var reason)
            ? set
            : throw new FormatException($"'{text}' is not a CPU list such as 0-3,8-11: {reason}.");
    }

    /// <summary>The set of the given processor numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or 1 048 576 or more.</exception>
    public static CpuSet Of(params int[] ids) => From(ids ?? throw new ArgumentNullException(nameof(ids)));

    /// <summary>The set of the given processor numbers, in any order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or 1 048 576 or more.</exception>
    public static CpuSet From(IEnumerable<int> ids)
    {
        var builder = new CpuSetBuilder();
        foreach (var id in ids ?? throw new ArgumentNullException(nameof(ids)))
            builder.Add(id);
        return builder.TakeSet();
    }

    /// <summary>Whether the processor is in the set.</summary>
    public bool Contains(int id) => id >= 0 && id >> 6 < _words.Length && (_words[id >> 6] & (1UL << (id & 63))) != 0;

    /// <summary>Whether every processor of this set is in <paramref name="other"/>.</summary>
    public bool IsSubsetOf(CpuSet other) => Except(other).IsEmpty;

    /// <summary>Whether the two sets share a processor.</summary>
    public bool Overlaps(CpuSet other)
    {
        var common = Math.Min(_words.Length, (other ?? throw new ArgumentNullException(nameof(other)))._words.Length);
        for (var i = 0; i < common; i++)
        {
            if ((_words[i] & other._words[i]) != 0)
                return true;
        }

        return false;
    }

    /// <summary>The processors of either set.</summary>
    public CpuSet Union(CpuSet other)
    {
        var (small, large) = Length <= (other ?? throw new ArgumentNullException(nameof(other))).Length ? (this, other) : (other, this);
        var words = (ulong[])large._words.Clone();
        for (var i = 0; i < small.Length; i++)
            words[i] |= small._words[i];
        return new CpuSet(words);
    }

    /// <summary>The processors of both sets.</summary>
    public CpuSet Intersect(CpuSet other)
    {
        var words = new ulong[Math.Min(Length, (other ?? throw new ArgumentNullException(nameof(other))).Length)];
        for (var i = 0; i < words.Length; i++)
            words[i] = _words[i] & other._words[i];
        return new CpuSet(words);
    }

    /// <summary>The processors of this set that are not in the other.</summary>
    public CpuSet Except(CpuSet other)
    {
        var words = (ulong[])_words.Clone();
        for (var i = 0; i < Math.Min(Length, (other ?? throw new ArgumentNullException(nameof(other))).Length); i++)
            words[i] &= ~other._words[i];
        return new CpuSet(words);
    }

    /// <summary>The processor numbers, ascending, as an array of the caller's own.</summary>
    public int[] ToArray()
    {
        var ids = new int[Count];
        var next = 0;
        for (var i = 0; i < _words.Length; i++)
        {
            for (var word = _words[i]; word != 0; word &= word - 1)
                ids[next++] = (i * 64) + Bits.Lowest(word);
        }

        return ids;
    }

    /// <summary>The set as the kernel's list, such as <c>0-3,8-11</c>; the empty set is the empty text.</summary>
    public override string ToString() => CpuSetFormatter.ToList(this);

    /// <inheritdoc/>
    public bool Equals(CpuSet? other)
    {
        if (other is null || other.Length != Length)
            return false;
        for (var i = 0; i < Length; i++)
        {
            if (_words[i] != other._words[i])
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CpuSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var word in _words)
            hash = unchecked((hash * 31) + word.GetHashCode());
        return hash;
    }

    /// <summary>Orders sets by their processors in ascending order, as words are ordered by letters: 0-3 before 1, 2 before 10.</summary>
    public int CompareTo(CpuSet? other)
    {
        if (other is null)
            return 1;
        var common = Math.Max(Length, other.Length);
        for (var i = 0; i < common; i++)
        {
            ulong mine = Word(i), theirs = other.Word(i);
            if (mine == theirs)
                continue;
            // The lowest processor that only one of them has decides: its owner sorts first,
            // unless the other has nothing more, for then the other is a prefix of it.
            var bit = 1UL << Bits.Lowest(mine ^ theirs);
            var mineHasIt = (mine & bit) != 0;
            var lacking = mineHasIt ? other : this;
            var rest = lacking.Word(i) & ~((bit - 1) | bit);
            var lackingEnds = rest == 0 && lacking.Length <= i + 1;
            return mineHasIt != lackingEnds ? -1 : 1;
        }

        return 0;
    }

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj is null ? 1 : CompareTo(obj as CpuSet ?? throw new ArgumentException("A CpuSet can be compared only with a CpuSet.", nameof(obj)));

    /// <summary>How many words of 64 processors the set spans.</summary>
    internal int Length => _words.Length;

    /// <summary>The word of processors <c>64 × index</c> and on; zero beyond the end.</summary>
    internal ulong Word(int index) => index < _words.Length ? _words[index] : 0;

    private static int Compare(CpuSet? left, CpuSet? right) => left is null ? (right is null ? 0 : -1) : left.CompareTo(right);
}
