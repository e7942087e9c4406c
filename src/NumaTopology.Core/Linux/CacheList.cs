using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>
/// Collects caches so that a shared one is told once; from the second level on once for each id. Kernels exist that give one cache several
/// ids, and libvirt, which lists the levels from the second on, then tells it for each. Hypervisors exist that give a processor two caches of one level and type
/// (VirtualBox: its L1d at index0 and index1); lscpu and lstopo count one.
/// </summary>
internal sealed class CacheList
{
    private const int NoId = -1;

    private readonly List<(int Cpu, int Index, CpuCache Cache)> _found = [];

    // By index and id, and of the first level by index: the processors whose cache is told already.
    private readonly Dictionary<(int Index, int Id), CpuSet> _told = [];
    private readonly HashSet<int> _indexesWithIds = [];

    // The index at which a cache was found first.
    private readonly Dictionary<(int Level, CacheType Type, CpuSet Cpus), int> _indexes = [];
    private readonly Dictionary<int, IdSetBuilder> _firstLevel = [];

    /// <summary>Whether the processor's cache of an index is one of the first level that is told already.</summary>
    public bool HasOfFirstLevel(int cpu, int index) => _firstLevel.TryGetValue(index, out var cpus) && cpus.Contains(cpu);

    /// <summary>Whether the processor's cache of an index and id is told already; one whose id is missing may have been told with its id.</summary>
    public bool Has(int cpu, int index, int? id) =>
        (_told.TryGetValue((index, id ?? NoId), out var cpus) && cpus.Contains(cpu))
        || (id is null && _indexesWithIds.Contains(index) && _found.Exists(found => found.Index == index && found.Cache.Cpus.Contains(cpu)));

    /// <summary>Adds the cache that was found at a processor.</summary>
    public void Add(int cpu, int index, CpuCache cache)
    {
        if (cache.Id is not null)
        {
            _indexesWithIds.Add(index);
            RemoveWithoutId(cpu, index, cache.Cpus);
        }

        if (IsFirst(index, cache))
            _found.Add((cpu, index, cache));
        var key = (index, cache.Id ?? NoId);
        _told[key] = _told.TryGetValue(key, out var cpus) ? cpus.Union(cache.Cpus) : cache.Cpus;
        if (cache.Level != 1)
            return;
        if (!_firstLevel.TryGetValue(index, out var ofFirstLevel))
            _firstLevel.Add(index, ofFirstLevel = new IdSetBuilder());
        ofFirstLevel.AddAll(cache.Cpus);
    }

    /// <summary>Adds what another list has and this one has not.</summary>
    public void AddAll(CacheList other)
    {
        foreach (var (cpu, index, cache) in other._found)
        {
            if (!HasOfFirstLevel(cpu, index) && !Has(cpu, index, cache.Id))
                Add(cpu, index, cache);
        }
    }

    /// <summary>The caches by level, type and number.</summary>
    public List<CpuCache> Sorted()
    {
        var caches = _found.ConvertAll(found => found.Cache);
        caches.Sort();
        return caches;
    }

    /// <summary>Whether no other index of the same processors has a cache of that level and type.</summary>
    private bool IsFirst(int index, CpuCache cache)
    {
        var key = (cache.Level, cache.Type, cache.Cpus);
        if (!_indexes.TryGetValue(key, out var first))
            _indexes.Add(key, first = index);
        return first == index;
    }

    /// <summary>A cache that was told without its id is the same as the one that is told with it.</summary>
    private void RemoveWithoutId(int cpu, int index, CpuSet cpus)
    {
        if (_told.TryGetValue((index, NoId), out var told) && told.Contains(cpu))
            _found.RemoveAll(found => found.Index == index && found.Cache.Id is null && found.Cache.Cpus.Equals(cpus));
    }
}
