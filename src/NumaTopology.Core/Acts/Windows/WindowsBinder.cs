using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Machines.Windows;
using NumaTopology.Windows;
using static NumaTopology.Acts.Windows.WindowsStartCalls;
using static NumaTopology.Machines.Windows.WindowsProcessCalls;

namespace NumaTopology.Acts.Windows;

/// <summary>
/// Binds a process to CPUs: in one processor group by its affinity mask, in several by default CPU sets, which span groups since build 20348 (Windows 11, Windows Server
/// 2022) and are soft.
/// </summary>
internal sealed unsafe class WindowsBinder(Machine machine)
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

    private static void SetMask(IntPtr process, CpuSet cpus, ulong mask)
    {
        if (SetProcessAffinityMask(process, (UIntPtr)mask) == 0)
            throw WindowsFailure.Last(NumaActError.CpusNotAllowed, $"{PlacementText.Cpus(cpus)} cannot be used: {nameof(SetProcessAffinityMask)}");
    }

    private void SetDefaultSets(IntPtr process, CpuSet cpus)
    {
        var masks = Masks(cpus).SelectMany(mask => BitConverter.GetBytes(mask.Mask).Concat(BitConverter.GetBytes((long)mask.Group))).ToArray();
        try
        {
            fixed (byte* start = masks)
            {
                if (SetProcessDefaultCpuSetMasks(process, start, (ushort)(masks.Length / AffinityBytes)) == 0)
                    throw WindowsFailure.Last(NumaActError.CpusNotAllowed, $"{PlacementText.Cpus(cpus)} cannot be used: {nameof(SetProcessDefaultCpuSetMasks)}");
            }
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
        var groups = stackalloc ushort[MostGroups];
        groups[0] = 0;
        // A mask is told only of a process of one group.
        if ((HasGroups && (GetProcessGroupAffinity(process, ref count, groups) == 0 || count != 1)) || GetProcessAffinityMask(process, out var mask, out _) == 0)
            return null;
        return _groups.Set([new GroupMask(groups[0], mask.ToUInt64())], WindowsFacts.Affinity);
    }

    private static List<GroupMask>? DefaultSets(IntPtr process)
    {
        try
        {
            var buffer = stackalloc byte[MostGroups * AffinityBytes];
            if (GetProcessDefaultCpuSetMasks(process, (IntPtr)buffer, MostGroups, out var count) == 0)
                return null;
            var masks = new List<GroupMask>(count);
            for (var i = 0; i < count; i++)
                masks.Add(new GroupMask(*(ushort*)(buffer + (i * AffinityBytes) + 8), *(ulong*)(buffer + (i * AffinityBytes))));
            return masks;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }
}
