using System.Collections.Generic;
using System.Linq;
using NumaTopology.Linux;

namespace NumaTopology.Reservations;

/// <summary>Cgroups with fewer CPUs than the group above them, or with CPUs of their own. Those that this process is in are left out: it may use their CPUs.</summary>
internal static class CgroupReservations
{
    public static IEnumerable<NumaReservation> Read(ReservationFacts facts)
    {
        if (facts.Cgroups is not { } tree)
            yield break;
        foreach (var group in tree.Groups().Where(group => !facts.IsOwn(group)))
        {
            if ((tree.IsVersion2 ? OfVersion2(facts.Reader, tree, group) : OfVersion1(facts.Reader, tree, group)) is { } found)
                yield return found;
        }
    }

    private static NumaReservation? OfVersion2(FactReader reader, CgroupTree tree, string group)
    {
        // 'member', 'root', 'isolated', or 'isolated invalid (Cpu list in cpuset.cpus not exclusive)'.
        var partition = reader.Text(tree.Fact(group, "cpuset.cpus.partition")) ?? "member";
        var exclusive = Some(reader.CpuList(tree.Fact(group, "cpuset.cpus.exclusive")));
        var cpus = Some(reader.CpuList(tree.Fact(group, "cpuset.cpus")));
        if (partition == "member" && exclusive is null && cpus is null)
            return null;
        var effective = tree.Effective(group);
        var isPartition = partition is "root" or "isolated";
        if (partition == "member" && exclusive is null && IsAll(tree, group, effective))
            return null;
        return new NumaReservation
        {
            Owner = tree.PathOf(group),
            Source = ReservationSource.Cgroup,
            Cpus = exclusive is not null && isPartition ? exclusive : cpus ?? exclusive ?? effective,
            EffectiveCpus = effective,
            Cells = Nodes(reader, tree.Fact(group, "cpuset.mems")),
            Exclusive = isPartition,
            Evidence = "/" + tree.Fact(group, partition != "member" ? "cpuset.cpus.partition" : exclusive is not null ? "cpuset.cpus.exclusive" : "cpuset.cpus"),
        };
    }

    private static NumaReservation? OfVersion1(FactReader reader, CgroupTree tree, string group)
    {
        var fact = tree.Fact(group, "cpuset.cpus");
        if (Some(reader.CpuList(fact)) is not { } cpus)
            return null;
        var isExclusive = reader.Number(tree.Fact(group, "cpuset.cpu_exclusive")) == 1;
        if (!isExclusive && IsAll(tree, group, cpus))
            return null;
        return new NumaReservation
        {
            Owner = tree.PathOf(group),
            Source = ReservationSource.Cgroup,
            Cpus = cpus,
            EffectiveCpus = tree.Effective(group),
            Cells = Nodes(reader, tree.Fact(group, "cpuset.mems")),
            Exclusive = isExclusive,
            Evidence = "/" + fact,
        };
    }

    /// <summary>Whether a group has all CPUs of the one above it, so that nothing is set apart.</summary>
    private static bool IsAll(CgroupTree tree, string group, CpuSet? cpus) =>
        cpus is null || (tree.Effective(group.Substring(0, group.LastIndexOf('/'))) is { } above && above.IsSubsetOf(cpus));

    private static IReadOnlyList<int>? Nodes(FactReader reader, string fact) => reader.NodeList(fact) is { IsEmpty: false } nodes ? nodes.ToArray() : null;

    /// <summary>An empty list says that nothing is set.</summary>
    private static CpuSet? Some(CpuSet? set) => set is { IsEmpty: false } ? set : null;
}
