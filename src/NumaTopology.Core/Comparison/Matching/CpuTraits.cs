using System.Collections.Generic;
using System.Linq;
using NumaTopology.Comparison.Structure;

namespace NumaTopology.Comparison.Matching;

/// <summary>What a CPU is like but for its number and its place: its speed, whether it is online and allowed, and for which devices and bandwidth it counts.</summary>
internal sealed class CpuTraits
{
    private readonly NumaCapabilities _machine;
    private readonly Dictionary<int, ulong> _own = [];

    public CpuTraits(NumaCapabilities machine)
    {
        _machine = machine;
        foreach (var cpu in machine.Cells.SelectMany(cell => cell.Processors ?? []))
            _own[cpu.Id] = StructureHash.Mix(StructureHash.Number((int?)cpu.CoreKind), StructureHash.Number(cpu.EfficiencyClass), StructureHash.Number(cpu.Capacity));
        foreach (var device in machine.Devices ?? [])
        {
            foreach (var cpu in device.LocalCpus?.Ids ?? [])
                _own[cpu] = unchecked((_own.TryGetValue(cpu, out var own) ? own : 0) + StructureHash.Mix((ulong)device.Kind, StructureHash.Text(device.Name)));
        }
    }

    public ulong Of(int cpu) => StructureHash.Mix(_own.TryGetValue(cpu, out var own) ? own : 0, (In(_machine.PresentCpus, cpu) * 9) + (In(_machine.OnlineCpus, cpu) * 3) + In(_machine.AllowedCpus, cpu));

    private static ulong In(CpuSet? set, int cpu) => set is null ? 2UL : set.Contains(cpu) ? 1UL : 0UL;
}
