using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NumaTopology.Comparison.Structure;

namespace NumaTopology.Comparison.Matching;

/// <summary>Another machine in the numbers of a first one: nodes, CPUs, sockets and what else is only numbered.</summary>
internal sealed class Renumbering
{
    private readonly Dictionary<int, int> _cells = [];
    private readonly Dictionary<int, int> _cpus = [];
    private readonly NumaCapabilities _reference;
    private readonly Dictionary<int, LogicalProcessor> _processors;
    private readonly Dictionary<(int Level, CacheType Type, CpuSet Cpus), CpuCache> _caches;

    private Renumbering(NumaCapabilities reference, NumaCapabilities difference, CancellationToken cancellation)
    {
        _reference = reference;
        _processors = Processors(reference);
        _caches = reference.Caches.GroupBy(cache => (cache.Level, cache.Type, cache.Cpus)).ToDictionary(same => same.Key, same => same.First());
        Sharing sharing = new(reference), otherSharing = new(difference);
        var cells = NodeMatching.Find(new NodeLikeness(reference, sharing), new NodeLikeness(difference, otherSharing), cancellation);
        var cpus = new CpuMatching(reference, sharing, difference, otherSharing);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] < 0)
                continue;
            _cells[difference.Cells[cells[i]].Id] = reference.Cells[i].Id;
            cpus.Match(i, cells[i]);
        }

        cpus.MatchRest();
        Number(_cells, new Dictionary<int, int>(_cells), difference.Cells.Select(cell => cell.Id).Concat(difference.AllowedCells ?? []), reference.Cells.Select(cell => cell.Id));
        Number(_cpus, cpus.Partners, CpuMatching.All(difference).Ids, CpuMatching.All(reference).Ids);
    }

    /// <summary>The machine <paramref name="difference"/> in the numbers of <paramref name="reference"/>.</summary>
    /// <param name="reference">Whose numbers are taken.</param>
    /// <param name="difference">What is renumbered.</param>
    /// <param name="own">Of each node of the result the number that it has on its machine.</param>
    /// <param name="cancellation">Ends the search for the match.</param>
    public static NumaCapabilities Apply(NumaCapabilities reference, NumaCapabilities difference, out IReadOnlyDictionary<int, int> own, CancellationToken cancellation)
    {
        var numbers = new Renumbering(reference, difference, cancellation);
        own = numbers._cells.GroupBy(cell => cell.Value).ToDictionary(cell => cell.Key, cell => cell.First().Key);
        return numbers.Apply(difference);
    }

    private NumaCapabilities Apply(NumaCapabilities machine) => machine with
    {
        Cells = Places(machine.Cells),
        Hierarchy = Group(machine.Hierarchy),
        Distances = [.. machine.Distances.Select(distance => distance with { From = Cell(distance.From), To = Cell(distance.To) }).OrderBy(distance => distance)],
        Interconnects = [.. machine.Interconnects.Select(value => value with { Initiator = Cell(value.Initiator), Target = Cell(value.Target) }).OrderBy(value => value)],
        Devices = machine.Devices?.Select(device => device with { CellId = device.CellId is { } id ? Cell(id) : null, LocalCpus = Cpus(device.LocalCpus) }).ToList(),
        Caches = [.. machine.Caches.Select(cache => cache with { Cpus = Cpus(cache.Cpus)! }).Select(cache => cache with { Id = cache.Id is null ? null : Same(cache)?.Id ?? cache.Id })],
        MemoryBandwidth = [.. machine.MemoryBandwidth.Select(control => control with { Cpus = Cpus(control.Cpus)! }).Select(control => control with { Id = _reference.MemoryBandwidth.FirstOrDefault(same => same.Cpus == control.Cpus)?.Id ?? control.Id }).OrderBy(control => control.Id)],
        PresentCpus = Cpus(machine.PresentCpus),
        OnlineCpus = Cpus(machine.OnlineCpus),
        AllowedCpus = Cpus(machine.AllowedCpus),
        AllowedCells = machine.AllowedCells?.Select(Cell).OrderBy(id => id).ToList(),
    };

    /// <summary>The nodes with their CPUs, whose sockets, dies, clusters and cores are those of their partners.</summary>
    private List<NumaCell> Places(IReadOnlyList<NumaCell> cells)
    {
        var moved = cells.Select(cell => cell with
        {
            Id = _cells[cell.Id],
            Cpus = Cpus(cell.Cpus)!,
            Processors = cell.Processors?.Select(cpu => cpu with { Id = _cpus[cpu.Id], Siblings = Cpus(cpu.Siblings), Number = Partner(cpu)?.Number ?? cpu.Number, CpuSetId = Partner(cpu)?.CpuSetId ?? cpu.CpuSetId }).OrderBy(cpu => cpu.Id).ToList(),
        }).ToList();
        var ones = _reference.Cells.ToDictionary(cell => cell.Id);
        var cellSockets = new Labels(moved.Select(cell => ("", ones.TryGetValue(cell.Id, out var one) ? one.Socket : null, cell.Socket)));
        Relabel(moved, _ => "", cpu => cpu.Group, (cpu, number) => cpu with { Group = number });
        Relabel(moved, _ => "", cpu => cpu.Socket, (cpu, number) => cpu with { Socket = number });
        Relabel(moved, cpu => $"{cpu.Socket}", cpu => cpu.Die, (cpu, number) => cpu with { Die = number });
        Relabel(moved, cpu => $"{cpu.Socket} {cpu.Die}", cpu => cpu.ClusterAsWritten, (cpu, number) => cpu with { ClusterAsWritten = number });
        Relabel(moved, cpu => $"{cpu.Socket} {cpu.Die}", cpu => cpu.Core, (cpu, number) => cpu with { Core = number });
        return moved.ConvertAll(cell => cell with { Socket = cellSockets.Of("", cell.Socket) });
    }

    private void Relabel(List<NumaCell> cells, System.Func<LogicalProcessor, string> scope, System.Func<LogicalProcessor, int?> number, System.Func<LogicalProcessor, int?, LogicalProcessor> with)
    {
        // Of a CPU whose partner is in another whole its number there says nothing.
        var labels = new Labels(cells.SelectMany(cell => cell.Processors ?? []).Select(cpu => (scope(cpu), _processors.TryGetValue(cpu.Id, out var one) && scope(one) == scope(cpu) ? number(one) : null, number(cpu))));
        for (var i = 0; i < cells.Count; i++)
            cells[i] = cells[i] with { Processors = cells[i].Processors?.Select(cpu => with(cpu, labels.Of(scope(cpu), number(cpu)))).ToList() };
    }

    private NumaCellGroup Group(NumaCellGroup group) => group with
    {
        CellIds = [.. group.CellIds.Select(Cell).OrderBy(id => id)],
        Groups = [.. group.Groups.Select(Group).OrderBy(inner => inner.CellIds.DefaultIfEmpty(-1).Min())],
    };

    private LogicalProcessor? Partner(LogicalProcessor cpu) => _processors.TryGetValue(_cpus[cpu.Id], out var partner) ? partner : null;

    private CpuCache? Same(CpuCache cache) => _caches.TryGetValue((cache.Level, cache.Type, cache.Cpus), out var same) ? same : null;

    private int Cell(int id) => _cells.TryGetValue(id, out var number) ? number : id;

    private CpuSet? Cpus(CpuSet? set) => set is null ? null : CpuSet.From(set.Ids.Select(cpu => _cpus.TryGetValue(cpu, out var number) ? number : cpu));

    private static Dictionary<int, LogicalProcessor> Processors(NumaCapabilities machine) => machine.Cells.SelectMany(cell => cell.Processors ?? []).GroupBy(cpu => cpu.Id).ToDictionary(cpu => cpu.Key, cpu => cpu.First());

    /// <summary>Gives what has no partner a number that the first machine does not use, its own if that is free.</summary>
    private static void Number(Dictionary<int, int> numbers, IReadOnlyDictionary<int, int> partners, IEnumerable<int> ids, IEnumerable<int> used)
    {
        var taken = new HashSet<int>(used);
        foreach (var id in ids)
        {
            if (numbers.ContainsKey(id))
                continue;
            if (!partners.TryGetValue(id, out var number))
            {
                number = id;
                while (!taken.Add(number))
                    number++;
            }

            numbers.Add(id, number);
        }
    }
}
