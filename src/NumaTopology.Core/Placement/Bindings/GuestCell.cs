using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// A NUMA node of a guest that has one virtual CPU for each CPU of a placement: the virtual CPUs whose CPUs are of <paramref name="HostCell"/>, and the
/// bytes that come from there.
/// </summary>
internal sealed record GuestCell(int Id, int HostCell, CpuSet Cpus, long Bytes)
{
    /// <summary>The policies of QEMU's memory backends; libvirt has modes for the same.</summary>
    public static IReadOnlyList<NumaMemoryPolicy> Policies { get; } =
        [NumaMemoryPolicy.Bind, NumaMemoryPolicy.Preferred, NumaMemoryPolicy.PreferredMany, NumaMemoryPolicy.Interleave, NumaMemoryPolicy.Local];

    /// <summary>
    /// One for each node that gives memory, where each keeps to its own: bound or preferred. None where one node gives all of it, and where a node gives CPUs but no memory: QEMU has no guest node without
    /// memory, so virtual CPUs of that node would have to be told a wrong one.
    /// </summary>
    public static IReadOnlyList<GuestCell> Of(NumaPlacement placement, NumaMemoryPolicy policy)
    {
        var shares = placement.Memory;
        if (policy is not (NumaMemoryPolicy.Bind or NumaMemoryPolicy.Preferred) || shares.Count < 2 || placement.CellCpus.Any(cell => shares.All(share => share.CellId != cell.CellId)))
            return [];
        var cpus = placement.Cpus.ToArray();
        return [.. shares.Select((share, id) => new GuestCell(id, share.CellId, VirtualCpus(share.CellId), Size(placement, share)))];

        CpuSet VirtualCpus(int cell)
        {
            var host = placement.CellCpus.FirstOrDefault(part => part.CellId == cell)?.Cpus;
            return CpuSet.From(Enumerable.Range(0, cpus.Length).Where(cpu => host?.Contains(cpus[cpu]) == true));
        }
    }

    /// <summary>Bytes of a share in pages of either size.</summary>
    public static long Size(NumaPlacement placement, MemoryShare share) => share.Bytes + (share.HugePages * (placement.Request.HugePage ?? 0));

    /// <summary>The size of the huge pages that back a guest; null for base pages.</summary>
    public static long? HugePage(NumaPlacement placement, string who)
    {
        if (placement.Memory.All(share => share.HugePages == 0))
            return null;
        if (placement.Memory.Any(share => share.Bytes > 0))
            throw new NumaBindingException($"{who} backs a guest's memory with pages of one size, but the placement takes both base pages and huge pages.", BindingObstacle.TwoPageSizes);
        return placement.Request.HugePage;
    }
}
