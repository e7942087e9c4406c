using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Machines.Windows;
using NumaTopology.Windows;

namespace NumaTopology.Acts.Windows;

/// <summary>
/// Binds a process to CPUs: in one processor group by its affinity mask, in several by default CPU sets, which span groups since build 20348 (Windows 11, Windows Server
/// 2022) and are soft.
/// </summary>
internal sealed class WindowsBinder(Machine machine, ProcessCalls calls)
{
    private const int AffinityBytes = 16;

    // Windows knows 32 groups.
    private const int MostGroups = 64;

    private readonly GroupNumbers _groups = new(new WindowsReader(machine).Records(WindowsFacts.Groups));

    /// <summary>Whether the machine has several processor groups.</summary>
    public bool HasGroups => _groups.Count > 1;

    /// <summary>The masks of the groups that have the CPUs.</summary>
    public IReadOnlyList<GroupMask> Masks(CpuSet cpus) =>
        [.. cpus.ToArray().Select(_groups.InGroup).GroupBy(cpu => cpu.Group).Select(group => new GroupMask(group.Key, group.Aggregate(0UL, (mask, cpu) => mask | (1UL << cpu.Number))))];

    /// <summary>Binds a process that has not run yet, and is in the group already if its CPUs are in one.</summary>
    /// <exception cref="NumaActException">It cannot be.</exception>
    public void Bind(IntPtr process, CpuSet cpus)
    {
        if (Masks(cpus) is [var only])
            SetMask(process, cpus, only.Mask);
        else
            SetDefaultSets(process, cpus);
    }

    /// <summary>Binds a process that runs. On a machine of several groups its threads may be in any, so CPU sets are used, which take it anywhere.</summary>
    /// <exception cref="NumaActException">It cannot be.</exception>
    public void Rebind(IntPtr process, CpuSet cpus)
    {
        if (HasGroups)
            SetDefaultSets(process, cpus);
        else
            Bind(process, cpus);
    }

    private void SetMask(IntPtr process, CpuSet cpus, ulong mask)
    {
        if (calls.SetProcessAffinityMask(process, mask) == 0)
            throw WindowsFailure.Last(NumaActError.CpusNotAllowed, $"{PlacementText.Cpus(cpus)} cannot be used: {nameof(ProcessCalls.SetProcessAffinityMask)}");
    }

    private void SetDefaultSets(IntPtr process, CpuSet cpus)
    {
        var masks = Masks(cpus).SelectMany(mask => BitConverter.GetBytes(mask.Mask).Concat(BitConverter.GetBytes((long)mask.Group))).ToArray();
        try
        {
            if (calls.SetProcessDefaultCpuSetMasks(process, masks, (ushort)(masks.Length / AffinityBytes)) == 0)
                throw WindowsFailure.Last(NumaActError.CpusNotAllowed, $"{PlacementText.Cpus(cpus)} cannot be used: {nameof(ProcessCalls.SetProcessDefaultCpuSetMasks)}");
        }
        catch (EntryPointNotFoundException e)
        {
            throw new NumaActException(NumaActError.Unsupported, $"{PlacementText.Cpus(cpus)} cannot be used: before build 20348 (Windows Server 2022) Windows cannot bind a process over several processor groups.", e);
        }
    }

    /// <summary>The CPUs that Windows has for a process; null when it does not tell.</summary>
    public CpuSet? Read(IntPtr process)
    {
        if (DefaultSets(process) is { Count: > 0 } sets)
            return _groups.Set(sets, WindowsFacts.DefaultCpuSets);
        ushort count = MostGroups;
        var groups = new ushort[MostGroups];
        // A mask is told only of a process of one group.
        if ((HasGroups && (calls.GetProcessGroupAffinity(process, ref count, groups) == 0 || count != 1)) || calls.GetProcessAffinityMask(process, out var mask) == 0)
            return null;
        return _groups.Set([new GroupMask(groups[0], mask.ToUInt64())], WindowsFacts.Affinity);
    }

    private List<GroupMask>? DefaultSets(IntPtr process)
    {
        try
        {
            var buffer = new byte[MostGroups * AffinityBytes];
            if (calls.GetProcessDefaultCpuSetMasks(process, buffer, MostGroups, out var count) == 0)
                return null;
            var masks = new List<GroupMask>(count);
            for (var i = 0; i < count; i++)
                masks.Add(new GroupMask(BitConverter.ToUInt16(buffer, (i * AffinityBytes) + 8), BitConverter.ToUInt64(buffer, i * AffinityBytes)));
            return masks;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }
}
