using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement;

/// <summary>Machines, of up to eight cells unless told, with everything that goes wrong on real ones, and requests to them.</summary>
internal sealed class RandomMachine(Random random, int mostCells = 8)
{
    public NumaCapabilities Capabilities()
    {
        var ids = Enumerable.Range(0, 40).OrderBy(_ => random.Next()).Take(random.Next(1, mostCells + 1)).Order().ToArray();
        var cells = new List<NumaCell>();
        var cpu = 0;
        foreach (var id in ids)
        {
            var count = random.Next(4) == 0 ? 0 : random.Next(1, 7);
            cells.Add(new NumaCell
            {
                Id = id,
                Cpus = CpuSet.From(Enumerable.Range(cpu, count)),
                Memory = 1000,
                AvailableMemory = random.Next(5) switch { 0 => null, 1 => 0, _ => random.Next(1, 9) * 10 },
                Pages = random.Next(6) == 0 ? null : [new PagePool(4096, 100, 100), new PagePool(2 << 20, 8, random.Next(6) == 0 ? null : random.Next(0, 5))],
            });
            cpu += count + random.Next(3);
        }

        var all = CpuSet.From(Enumerable.Range(0, cpu + 1));
        return new NumaCapabilities
        {
            Cells = cells,
            Distances = random.Next(10) == 0 ? [] : [.. ids.SelectMany(from => ids.Select(to => Distance(from, to))).Where(distance => distance.Value > 0)],
            OnlineCpus = random.Next(3) == 0 ? null : Some(all, 8),
            AllowedCpus = random.Next(3) == 0 ? null : Some(all, 5),
            AllowedCells = random.Next(3) == 0 ? null : [.. ids.Where(_ => random.Next(6) != 0)],
        };
    }

    public PlacementRequest Request(NumaCapabilities machine) => new()
    {
        Cpu = random.Next(1, 13),
        Memory = random.Next(3) == 0 ? 0 : random.Next(1, 20) * 10,
        HugePage = 2 << 20,
        HugePageCount = random.Next(3) == 0 ? random.Next(1, 7) : 0,
        MaxCell = random.Next(3) == 0 ? random.Next(1, 5) : null,
        ExcludedCells = random.Next(4) == 0 ? [machine.Cells[0].Id] : [],
        IncludeDisallowed = random.Next(5) == 0,
        Devices = [.. Enumerable.Range(0, random.Next(3)).Select(i => new NumaDevice { Name = "nvme" + i, Kind = DeviceKind.Disk, CellId = machine.Cells[random.Next(machine.Cells.Count)].Id })],
        Count = 7,
    };

    /// <summary>Few different values, so that ties are common; some unreachable, and some (0) untold.</summary>
    private NumaDistance Distance(int from, int to) => new()
    {
        From = from,
        To = to,
        Value = from == to ? 10 : random.Next(12) switch { 0 => 255, 1 => random.Next(3) == 0 ? 0 : 40, < 5 => 16, < 8 => 21, _ => 28 },
    };

    private CpuSet Some(CpuSet all, int oneInLacks) => CpuSet.From(all.Ids.Where(_ => random.Next(oneInLacks) != 0));
}
