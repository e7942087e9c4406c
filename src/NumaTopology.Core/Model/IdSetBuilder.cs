using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>Collects numbers into a <see cref="CpuSet"/> or a <see cref="NodeSet"/>.</summary>
internal sealed class IdSetBuilder
{
    private ulong[] _words = [];

    public void Add(int id) => AddRange(id, id);

    public void AddRange(int first, int last)
    {
        if (first < 0 || last >= MachineLimits.Ids || first > last)
            throw new ArgumentOutOfRangeException(nameof(first), "CPU numbers are 0 to 1048575.");
        Reserve((last >> 6) + 1);
        for (var id = first; id <= last; id++)
        {
            if ((id & 63) == 0 && id + 63 <= last)
            {
                _words[id >> 6] = ulong.MaxValue;
                id += 63;
            }
            else
            {
                _words[id >> 6] |= 1UL << (id & 63);
            }
        }
    }

    public void AddAll(IEnumerable<int> ids)
    {
        foreach (var id in ids)
            Add(id);
    }

    public void AddAll(CpuSet cpus)
    {
        var set = cpus.Set;
        Reserve(set.Length);
        for (var i = 0; i < set.Length; i++)
            _words[i] |= set.Word(i);
    }

    public bool Contains(int id) => id >> 6 < _words.Length && (_words[id >> 6] & (1UL << (id & 63))) != 0;

    /// <summary>The set, for which the builder gives up what it collected.</summary>
    public IdSet Take()
    {
        var words = _words;
        _words = [];
        return new IdSet(words);
    }

    /// <summary>The set of CPUs, for which the builder gives up what it collected.</summary>
    public CpuSet TakeCpus() => _words.Length == 0 ? CpuSet.Empty : new CpuSet(Take());

    public CpuSet ToCpus() => _words.Length == 0 ? CpuSet.Empty : new CpuSet(new IdSet((ulong[])_words.Clone()));

    private void Reserve(int words)
    {
        if (words > _words.Length)
            Array.Resize(ref _words, Math.Max(words, Math.Min(_words.Length * 2, MachineLimits.Ids / 64)));
    }
}
