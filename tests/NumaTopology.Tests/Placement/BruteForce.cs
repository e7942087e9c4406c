using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement;

/// <summary>The order of docs/design.md in plain words: every pair of sets of cells, sorted.</summary>
internal sealed class BruteForce(NumaCapabilities machine, PlacementRequest request)
{
    /// <summary>A choice: the cells that give processors, those that give only memory, and its measures, which sort.</summary>
    public sealed record Choice(int[] CpuCells, int[] MemoryCells, int? Worst, double? Mean, int LeftoverCpus, long LeftoverMemory, long LeftoverPages)
    {
        public IEnumerable<int> Cells => CpuCells.Concat(MemoryCells).Order();
    }

    public List<Choice> Ranked() => [.. All()
        .OrderBy(choice => choice.Worst is null)
        .ThenBy(choice => choice.Worst)
        .ThenBy(choice => choice.Mean is null ? choice.Cells.Count() : 0)
        .ThenBy(choice => choice.Mean)
        .ThenBy(choice => choice.LeftoverCpus)
        .ThenBy(choice => choice.LeftoverMemory)
        .ThenBy(choice => choice.LeftoverPages)
        .ThenBy(choice => string.Concat(choice.CpuCells.Select(id => (char)(id + 1))), System.StringComparer.Ordinal)
        .ThenBy(choice => string.Concat(choice.MemoryCells.Select(id => (char)(id + 1))), System.StringComparer.Ordinal)];

    public int Cpus(int id)
    {
        var cell = Cell(id);
        return request.ExcludedCells.Contains(id) ? 0 : cell.Cpus.Ids.Count(cpu => machine.OnlineCpus?.Contains(cpu) != false && (request.IncludeDisallowed || machine.AllowedCpus?.Contains(cpu) != false));
    }

    public long Memory(int id) => request.Memory == 0 || !MayUse(id) ? 0 : Cell(id).AvailableMemory ?? 0;

    public long Pages(int id) => request.HugePageCount == 0 || !MayUse(id) ? 0 : Cell(id).Pages?.SingleOrDefault(pool => pool.Size == request.HugePage)?.Free ?? 0;

    private IEnumerable<Choice> All()
    {
        var ids = machine.Cells.Select(cell => cell.Id).ToArray();
        // Each cell gives processors (2), only memory (1) or nothing (0): all numbers of that many digits.
        for (var number = 0; number < (int)System.Math.Pow(3, ids.Length); number++)
        {
            List<int> cpu = [], memory = [];
            for (int i = 0, rest = number; i < ids.Length; i++, rest /= 3)
                (rest % 3 == 2 ? cpu : rest % 3 == 1 ? memory : []).Add(ids[i]);
            if (Weighed([.. cpu], [.. memory]) is { } choice)
                yield return choice;
        }
    }

    private Choice? Weighed(int[] cpu, int[] memory)
    {
        bool HasCpus(IEnumerable<int> cells) => cells.Sum(Cpus) >= request.Cpu;
        bool HasMemory(IEnumerable<int> others) => cpu.Concat(others).Sum(Memory) >= request.Memory && cpu.Concat(others).Sum(Pages) >= request.HugePageCount;
        if (!HasCpus(cpu) || !HasMemory(memory) || cpu.Length + memory.Length > request.MaxCell)
            return null;
        // Nobody is in it who could be left out.
        if (cpu.Any(cell => HasCpus(cpu.Where(other => other != cell))) || memory.Any(cell => HasMemory(memory.Where(other => other != cell))))
            return null;
        var distances = cpu.SelectMany(from => cpu.Concat(memory).Concat(request.Devices.Select(device => device.CellId!.Value)).Select(to => Distance(from, to))).ToList();
        if (distances.Contains(255))
            return null;
        var known = !distances.Contains(null);
        return new Choice(
            cpu,
            memory,
            known ? distances.Max() : null,
            known ? distances.Average() : null,
            cpu.Sum(Cpus) - request.Cpu,
            cpu.Concat(memory).Sum(Memory) - request.Memory,
            cpu.Concat(memory).Sum(Pages) - request.HugePageCount);
    }

    private int? Distance(int from, int to) => machine.Distances.SingleOrDefault(distance => distance.From == from && distance.To == to)?.Value ?? (from == to ? 10 : null);

    private bool MayUse(int id) => !request.ExcludedCells.Contains(id) && (request.IncludeDisallowed || machine.AllowedCells?.Contains(id) != false);

    private NumaCell Cell(int id) => machine.Cells.Single(cell => cell.Id == id);
}
