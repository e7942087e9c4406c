using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Relations;

namespace NumaTopology.Placement;

/// <summary>Finds out what each cell of a machine can give to a request, and how far it is from the devices.</summary>
internal sealed class SupplyFinder
{
    private readonly NumaCapabilities _machine;
    private readonly IReadOnlyList<NumaCell> _cells;
    private readonly PlacementRequest _request;
    private readonly DistanceMatrix _distances;
    private readonly IReadOnlyList<LocatedDevice> _devices;

    public SupplyFinder(NumaCapabilities machine, IReadOnlyList<NumaCell> cells, PlacementRequest request, DistanceMatrix distances, IReadOnlyList<LocatedDevice> devices)
    {
        _machine = machine;
        _cells = cells;
        _request = request;
        _distances = distances;
        _devices = devices;
    }

    /// <summary>One for each cell, in their order.</summary>
    public CellSupply[] Find()
    {
        var cpuSupply = new CpuSupply(_machine, _request);
        var memorySupply = new MemorySupply(_machine, _request);
        var offers = new MemoryOffer[_cells.Count];
        var cpus = new CpuSet[_cells.Count];
        var none = new string?[_cells.Count];
        var losses = new List<(CpuSet Cpus, string Why)>[_cells.Count];
        for (var i = 0; i < _cells.Count; i++)
        {
            offers[i] = memorySupply.Read(_cells[i]);
            none[i] = cpuSupply.Read(_cells[i], out cpus[i], losses[i] = []);
            if (none[i] is null && Unreachable(i) is { } what)
            {
                losses[i].Add((cpus[i], "on nodes that cannot reach " + what));
                cpus[i] = CpuSet.Empty;
                none[i] = "cannot reach " + what;
            }
        }

        int[] givers = [.. Enumerable.Range(0, cpus.Length).Where(index => !cpus[index].IsEmpty)];
        for (var i = 0; i < _cells.Count; i++)
        {
            var index = i;
            if (offers[i].None is null && (offers[i].Bytes > 0 || offers[i].Pages > 0) && givers.Length > 0 && Array.TrueForAll(givers, giver => _distances[giver, index] == NumaDistance.Unreachable))
                offers[i] = offers[i] with { None = "memory unreachable", Barred = "unreachable" };
        }

        // What another cell gives is not lost, and what several cells claim is lost once.
        var counted = new IdSetBuilder();
        foreach (var set in cpus)
            counted.AddAll(set);
        return [.. _cells.Select((_, i) => Supply(i, cpus[i], none[i], [.. losses[i].Select(loss => Once(loss.Cpus, loss.Why))], offers[i]))];

        Loss Once(CpuSet lost, string why)
        {
            lost = lost.Except(counted.ToCpus());
            counted.AddAll(lost);
            return new Loss(lost.Count, why);
        }
    }

    private CellSupply Supply(int index, CpuSet cpus, string? noCpus, List<Loss> losses, MemoryOffer offer)
    {
        var cell = _cells[index];
        var cores = new Lazy<IReadOnlyList<CpuCore>>(() => CpuCore.Of(cell, cpus, _machine.OnlineCpus));
        var idle = CoreChoice.Idle(cpus, () => cores.Value, _request);
        var isApart = _request.Smt == SmtUse.Apart;
        var coreCount = isApart ? cores.Value.Count : 0;
        var idleCoreCount = !isApart ? 0 : _request.IdleCpus is null ? coreCount : cores.Value.Count(core => core.Cpus.Overlaps(idle));
        var count = _request.Strict ? coreCount : cpus.Count;
        if (count < cpus.Count)
            losses.Add(new Loss(cpus.Count - count, "second threads"));
        return new CellSupply
        {
            Cell = cell,
            Cpus = cpus,
            CpuCount = count,
            Cores = cores,
            Groups = new Lazy<CpuGroups>(() => new CpuGroups(cell, _machine.Caches, cores.Value)),
            IdleCpus = idle,
            IdleCount = _request.Strict ? idleCoreCount : idle.Count,
            CoreCount = coreCount,
            IdleCoreCount = idleCoreCount,
            Memory = offer.UsableBytes,
            HugePages = offer.UsablePages,
            Offer = offer,
            DeviceWorst = _devices.Count == 0 ? 0 : _devices.Max(device => _distances[index, device.CellIndex]),
            DeviceSum = _devices.Sum(device => _distances[index, device.CellIndex]),
            NoCpus = noCpus,
            NoMemory = offer.None,
            LostCpus = losses,
        };
    }

    /// <summary>What of that which counts a cell with CPUs cannot reach; null when it reaches all.</summary>
    private string? Unreachable(int index)
    {
        var what = _devices.Where(device => _distances[index, device.CellIndex] == NumaDistance.Unreachable).Select(device => device.Device.ToString()).ToList();
        if (_distances[index, index] == NumaDistance.Unreachable)
            what.Insert(0, "own memory");
        return what.Count == 0 ? null : string.Join(", ", what);
    }
}
