using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison.Structure;

/// <summary>Some CPUs as a tree of the sets that they share; trees that are alike but for the numbers of CPUs have one <see cref="Code"/>.</summary>
internal sealed class CpuTree
{
    private readonly List<CpuTree> _inner = [];
    private readonly List<(int Cpu, ulong Code)> _cpus = [];
    private readonly ulong _kind;
    private readonly int _count;

    private CpuTree(ulong kind, int count, int first)
    {
        _kind = kind;
        _count = count;
        First = first;
    }

    /// <summary>The lowest CPU.</summary>
    public int First { get; }

    /// <summary>What it is like.</summary>
    public ulong Code { get; private set; }

    public IReadOnlyList<CpuTree> Inner => _inner;

    /// <summary>The CPUs that are in no set within, each with what it is like.</summary>
    public IReadOnlyList<(int Cpu, ulong Code)> Cpus => _cpus;

    /// <summary>The tree of some CPUs.</summary>
    /// <param name="cpus">The CPUs.</param>
    /// <param name="sets">The sets of the machine, the largest first.</param>
    /// <param name="kind">What a set is like.</param>
    /// <param name="cpu">What a CPU is like.</param>
    public static CpuTree Of(CpuSet cpus, IEnumerable<SharedSet> sets, Func<SharedSet, ulong> kind, Func<int, ulong> cpu)
    {
        var root = new CpuTree(0, cpus.Count, cpus.First ?? 0);
        var innermost = new Dictionary<int, CpuTree>();
        var likeness = new Dictionary<int, ulong>();
        foreach (var id in cpus.Ids)
        {
            innermost[id] = root;
            likeness[id] = cpu(id);
        }

        var parts = sets.Select(set => (Set: set, Own: set.Cpus.Intersect(cpus).ToArray())).Where(part => part.Own.Length > 0).OrderByDescending(part => part.Own.Length);
        // Sets of one rank are placed together: which of two that cut each other is the first would be up to the numbers.
        foreach (var rank in parts.GroupBy(part => (part.Own.Length, part.Set.Cpus.Count, part.Set.Kind)))
        {
            var cut = new HashSet<int>(rank.SelectMany(part => part.Own).GroupBy(id => id).Where(same => same.Count() > 1).Select(same => same.Key));
            var placed = rank.ToLookup(part => !Array.Exists(part.Own, id => cut.Contains(id) || innermost[id] != innermost[part.Own[0]]));
            foreach (var (set, own) in placed[true])
            {
                var inner = new CpuTree(Likeness(set, own), own.Length, own[0]);
                innermost[own[0]]._inner.Add(inner);
                foreach (var id in own)
                    innermost[id] = inner;
            }

            // A set that cuts another has no place in a tree: its CPUs remember it.
            foreach (var (set, own) in placed[false])
            {
                foreach (var id in own)
                    likeness[id] = unchecked(likeness[id] + StructureHash.Mix(Likeness(set, own)));
            }
        }

        foreach (var id in cpus.Ids)
            innermost[id]._cpus.Add((id, likeness[id]));
        root.Close();
        return root;

        ulong Likeness(SharedSet set, int[] own) => StructureHash.Mix(kind(set), (ulong)set.Cpus.Count, (ulong)own.Length);
    }

    private void Close()
    {
        var sum = 0UL;
        foreach (var inner in _inner)
        {
            inner.Close();
            sum = unchecked(sum + StructureHash.Mix(inner.Code, 1));
        }

        foreach (var (_, code) in _cpus)
            sum = unchecked(sum + StructureHash.Mix(code, 2));
        Code = StructureHash.Mix(_kind, (ulong)_count, sum);
        _inner.Sort((one, other) => one.First.CompareTo(other.First));
    }
}
