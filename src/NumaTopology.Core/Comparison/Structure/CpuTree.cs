using System;
using System.Collections.Generic;

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

    /// <summary>The lowest CPU; of a root, which nothing is compared with, 0.</summary>
    public int First { get; }

    /// <summary>What it is like.</summary>
    public ulong Code { get; private set; }

    public IReadOnlyList<CpuTree> Inner => _inner;

    /// <summary>The CPUs that are in no set within, each with what it is like.</summary>
    public IReadOnlyList<(int Cpu, ulong Code)> Cpus => _cpus;

    /// <summary>The tree of some CPUs.</summary>
    /// <param name="cpus">The CPUs.</param>
    /// <param name="sets">The sets of the machine.</param>
    /// <param name="kind">What a set is like.</param>
    /// <param name="cpu">What a CPU is like.</param>
    public static CpuTree Of(CpuSet cpus, IEnumerable<SharedSet> sets, Func<SharedSet, ulong> kind, Func<int, ulong> cpu)
    {
        var ids = cpus.ToArray();
        var root = new CpuTree(0, ids.Length, 0);
        var positions = new Dictionary<int, int>(ids.Length);
        var (innermost, likeness) = (new CpuTree[ids.Length], new ulong[ids.Length]);
        for (var i = 0; i < ids.Length; i++)
        {
            positions[ids[i]] = i;
            (innermost[i], likeness[i]) = (root, cpu(ids[i]));
        }

        var parts = new List<Part>();
        foreach (var set in sets)
        {
            if (Own(set, positions) is { Count: > 0 } own)
                parts.Add(new Part(set, own));
        }

        parts.Sort(Part.Compare);
        // Sets of one rank are placed together: which of two that cut each other is the first would be up to the numbers.
        var placed = new int[ids.Length];
        for (int first = 0, end; first < parts.Count; first = end)
        {
            for (end = first; end < parts.Count && Part.Compare(parts[first], parts[end]) == 0; end++)
                parts[end].Own.ForEach(position => placed[position]++);
            var cuts = parts.GetRange(first, end - first).ConvertAll(part => part.Own.Exists(position => placed[position] > 1 || innermost[position] != innermost[part.Own[0]]));
            for (var i = first; i < end; i++)
            {
                var (set, own) = parts[i];
                var code = StructureHash.Mix(kind(set), (ulong)set.Ids.Length, (ulong)own.Count);
                var inner = cuts[i - first] ? null : new CpuTree(code, own.Count, ids[own[0]]);
                if (inner is not null)
                    innermost[own[0]]._inner.Add(inner);
                foreach (var position in own)
                {
                    // A set that cuts another has no place in a tree: its CPUs remember it.
                    if (inner is null)
                        likeness[position] = unchecked(likeness[position] + StructureHash.Mix(code));
                    else
                        innermost[position] = inner;
                    placed[position] = 0;
                }
            }
        }

        for (var i = 0; i < ids.Length; i++)
            innermost[i]._cpus.Add((ids[i], likeness[i]));
        root.Close();
        return root;
    }

    private static List<int> Own(SharedSet set, Dictionary<int, int> positions)
    {
        var own = new List<int>(set.Ids.Length);
        foreach (var id in set.Ids)
        {
            if (positions.TryGetValue(id, out var position))
                own.Add(position);
        }

        return own;
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

    /// <summary>The CPUs of a set that are among those of the tree, by position; those of one rank compare as equal.</summary>
    private sealed record Part(SharedSet Set, List<int> Own)
    {
        public static int Compare(Part one, Part other)
        {
            if (one.Own.Count != other.Own.Count)
                return other.Own.Count.CompareTo(one.Own.Count);
            return one.Set.Ids.Length != other.Set.Ids.Length ? other.Set.Ids.Length.CompareTo(one.Set.Ids.Length) : one.Set.Kind.CompareTo(other.Set.Kind);
        }
    }
}
