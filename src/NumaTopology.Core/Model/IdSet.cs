using System;

namespace NumaTopology;

/// <summary>A set of the small numbers by which a system knows its CPUs or its nodes, as words of 64 bits. <see cref="CpuSet"/> and <see cref="NodeSet"/> say which they are.</summary>
internal readonly struct IdSet : IEquatable<IdSet>, IComparable<IdSet>
{
    private readonly ulong[] _words;

    /// <summary>Takes ownership of <paramref name="words"/>, 64 numbers a word, the lowest first.</summary>
    public IdSet(ulong[] words)
    {
        var used = words.Length;
        while (used > 0 && words[used - 1] == 0)
            used--;
        if (used != words.Length)
            Array.Resize(ref words, used);
        _words = words;
    }

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

    public bool IsEmpty => _words.Length == 0;

    /// <summary>The lowest number, or null when the set is empty.</summary>
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

    /// <summary>How many words of 64 numbers the set spans.</summary>
    public int Length => _words.Length;

    /// <summary>Reads a list such as <c>0-3,8-11</c> of CPUs or of nodes; blank text is the empty set.</summary>
    public static IdSet Parse(string text, string whose)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return IdSetParser.TryParseList(bytes, bytes.Length, out var set, out var reason)
            ? set
            : throw new FormatException($"'{text}' is not a {whose} list such as 0-3,8-11: {reason}.");
    }

    /// <summary>The word of numbers <c>64 × index</c> and on; zero beyond the end.</summary>
    public ulong Word(int index) => index < _words.Length ? _words[index] : 0;

    /// <summary>So many words, as calls of a system take them; numbers beyond them are left out.</summary>
    public ulong[] Words(int count)
    {
        var words = new ulong[count];
        Array.Copy(_words, words, Math.Min(_words.Length, count));
        return words;
    }

    public bool Contains(int id) => id >= 0 && id >> 6 < _words.Length && (_words[id >> 6] & (1UL << (id & 63))) != 0;

    public bool Overlaps(IdSet other)
    {
        var common = Math.Min(_words.Length, other._words.Length);
        for (var i = 0; i < common; i++)
        {
            if ((_words[i] & other._words[i]) != 0)
                return true;
        }

        return false;
    }

    public IdSet Union(IdSet other)
    {
        var (small, large) = Length <= other.Length ? (this, other) : (other, this);
        var words = (ulong[])large._words.Clone();
        for (var i = 0; i < small.Length; i++)
            words[i] |= small._words[i];
        return new IdSet(words);
    }

    /// <summary>The numbers of both sets.</summary>
    public IdSet Intersect(IdSet other)
    {
        var words = new ulong[Math.Min(Length, other.Length)];
        for (var i = 0; i < words.Length; i++)
            words[i] = _words[i] & other._words[i];
        return new IdSet(words);
    }

    /// <summary>The numbers of this set that are not in the other.</summary>
    public IdSet Except(IdSet other)
    {
        var words = (ulong[])_words.Clone();
        for (var i = 0; i < Math.Min(Length, other.Length); i++)
            words[i] &= ~other._words[i];
        return new IdSet(words);
    }

    /// <summary>The numbers, ascending, as a new array.</summary>
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
    public override string ToString() => IdSetFormatter.ToList(this);

    public bool Equals(IdSet other)
    {
        if (other.Length != Length)
            return false;
        for (var i = 0; i < Length; i++)
        {
            if (_words[i] != other._words[i])
                return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is IdSet other && Equals(other);

    public override int GetHashCode()
    {
        var hash = 17;
        foreach (var word in _words)
            hash = unchecked((hash * 31) + word.GetHashCode());
        return hash;
    }

    /// <summary>Orders sets by their numbers in ascending order, as words are ordered by letters: 0-3 before 1, 2 before 10.</summary>
    public int CompareTo(IdSet other)
    {
        var common = Math.Max(Length, other.Length);
        for (var i = 0; i < common; i++)
        {
            ulong mine = Word(i), theirs = other.Word(i);
            if (mine == theirs)
                continue;
            // The lowest number that only one of them has decides: its owner sorts first,
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
}
