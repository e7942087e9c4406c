using System.Collections.Generic;
using System.Linq;
using NumaTopology.Comparison.Structure;

namespace NumaTopology.Comparison.Matching;

/// <summary>Finds which CPU of another machine is which, node by node: the CPUs of two nodes as trees of what they share, matched from the root.</summary>
internal sealed class CpuMatching(NumaCapabilities ones, Sharing sharing, NumaCapabilities others, Sharing otherSharing)
{
    private readonly Dictionary<int, int> _partners = [];
    private readonly Dictionary<int, int> _matched = [];
    private readonly CpuTraits _traits = new(ones);
    private readonly CpuTraits _otherTraits = new(others);

    /// <summary>For each CPU of the other machine that has a partner its number on the first.</summary>
    public IReadOnlyDictionary<int, int> Partners => _partners;

    /// <summary>Matches the CPUs of two nodes, by their positions.</summary>
    public void Match(int cell, int other) => Match(ones.Cells[cell].Cpus, sharing.OfCell(cell), others.Cells[other].Cpus, otherSharing.OfCell(other));

    /// <summary>Matches the CPUs that are on no node, such as those that are offline.</summary>
    public void MatchRest() => Match(All(ones), [], All(others), []);

    private void Match(CpuSet cpus, IReadOnlyList<SharedSet> sets, CpuSet otherCpus, IReadOnlyList<SharedSet> otherSets)
    {
        var left = CpuSet.From(cpus.Ids.Where(cpu => !_matched.ContainsKey(cpu)));
        var otherLeft = CpuSet.From(otherCpus.Ids.Where(cpu => !_partners.ContainsKey(cpu)));
        Match(
            CpuTree.Of(left, sets, set => StructureHash.Mix(set.Kind, Anchor(set.Cpus.Ids.Where(_matched.ContainsKey))), _traits.Of),
            CpuTree.Of(otherLeft, otherSets, set => StructureHash.Mix(set.Kind, Anchor(set.Cpus.Ids.Where(_partners.ContainsKey).Select(cpu => _partners[cpu]))), _otherTraits.Of));
        MatchInOrder(left.Ids.Where(cpu => !_matched.ContainsKey(cpu)), otherLeft.Ids.Where(cpu => !_partners.ContainsKey(cpu)));
    }

    /// <summary>What tells a set that goes on in nodes that are matched already: the first CPU there.</summary>
    private static ulong Anchor(IEnumerable<int> matched) => unchecked((ulong)matched.DefaultIfEmpty(-1).Min());

    private void Match(CpuTree one, CpuTree other)
    {
        foreach (var (inner, otherInner) in Alike(one.Inner, other.Inner, tree => tree.Code))
            Match(inner, otherInner);
        foreach (var ((cpu, _), (otherCpu, _)) in Alike(one.Cpus, other.Cpus, cpu => cpu.Code))
            Pair(cpu, otherCpu);
    }

    /// <summary>The items of two lists that are alike, in order, then those that are left.</summary>
    private static List<(T One, T Other)> Alike<T>(IReadOnlyList<T> ones, IReadOnlyList<T> others, System.Func<T, ulong> code)
    {
        var candidates = others.GroupBy(code).ToDictionary(same => same.Key, same => new Queue<T>(same));
        var pairs = new List<(T, T)>();
        var left = new List<T>();
        foreach (var one in ones)
        {
            if (candidates.TryGetValue(code(one), out var same) && same.Count > 0)
                pairs.Add((one, same.Dequeue()));
            else
                left.Add(one);
        }

        var rest = new HashSet<T>(candidates.Values.SelectMany(same => same));
        pairs.AddRange(left.Zip(others.Where(rest.Contains), (one, other) => (one, other)));
        return pairs;
    }

    private void MatchInOrder(IEnumerable<int> cpus, IEnumerable<int> otherCpus)
    {
        foreach (var (cpu, other) in cpus.Zip(otherCpus, (cpu, other) => (cpu, other)).ToList())
            Pair(cpu, other);
    }

    private void Pair(int cpu, int other)
    {
        _matched[cpu] = other;
        _partners[other] = cpu;
    }

    /// <summary>Every CPU that a machine names.</summary>
    public static CpuSet All(NumaCapabilities machine) => new[] { machine.PresentCpus, machine.OnlineCpus, machine.AllowedCpus }
        .Concat(machine.Cells.Select(cell => cell.Cpus)).Concat(machine.Caches.Select(cache => cache.Cpus)).Concat((machine.Devices ?? []).Select(device => device.LocalCpus))
        .Aggregate(CpuSet.Empty, (all, set) => set is null ? all : all.Union(set));
}
