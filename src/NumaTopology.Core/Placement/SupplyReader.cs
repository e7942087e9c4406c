using System;
using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>Finds out what each cell of a machine can give to a request, and how far it is from the devices.</summary>
internal sealed class SupplyReader
{
    private readonly NumaCapabilities _machine;
    private readonly PlacementRequest _request;
    private readonly DistanceTable _distances;
    private readonly List<int> _devices = [];

    public SupplyReader(NumaCapabilities machine, PlacementRequest request, DistanceTable distances)
    {
        _machine = machine;
        _request = request;
        _distances = distances;
        foreach (var device in request.Devices)
        {
            var place = PlaceOf(device);
            if (place >= 0)
                _devices.Add(place);
        }
    }

    /// <summary>The devices whose cell is known.</summary>
    public int DeviceCount => _devices.Count;

    /// <summary>One for each cell, in their order.</summary>
    public CellSupply[] Read()
    {
        var cpuSupply = new CpuSupply(_machine, _request);
        var memorySupply = new MemorySupply(_machine, _request);
        var supplies = new CellSupply[_machine.Cells.Count];
        for (var i = 0; i < supplies.Length; i++)
        {
            var cell = _machine.Cells[i];
            var noCpus = cpuSupply.Read(cell, out var cpus);
            var noMemory = memorySupply.Read(cell, out var bytes, out var pages);
            var (worst, sum) = ToDevices(i);
            if (worst == NumaDistance.Unreachable)
            {
                cpus = CpuSet.Empty;
                noCpus ??= $"it cannot reach {string.Join(", ", _request.Devices)}";
            }

            var taken = cpus;
            var cores = new Lazy<IReadOnlyList<CpuCore>>(() => CpuCore.Of(cell, taken, _machine.OnlineCpus));
            var idle = CoreChoice.Idle(cpus, () => cores.Value, _request);
            supplies[i] = new CellSupply
            {
                Cell = cell,
                Cpus = cpus,
                CpuCount = cpus.Count,
                Cores = cores,
                IdleCpus = idle,
                IdleCount = idle.Count,
                Memory = bytes,
                HugePages = pages,
                DeviceWorst = worst,
                DeviceSum = sum,
                NoCpus = noCpus,
                NoMemory = noMemory,
            };
        }

        return supplies;
    }

    private (int Worst, int Sum) ToDevices(int place)
    {
        int worst = 0, sum = 0;
        foreach (var device in _devices)
        {
            var distance = _distances[place, device];
            if (distance == NumaDistance.Unreachable)
                return (distance, distance);
            worst = Math.Max(worst, distance);
            sum += distance;
        }

        return (worst, sum);
    }

    /// <summary>Where the cell of a device is in the list; −1 when the device tells none, or one that the machine has not.</summary>
    private int PlaceOf(NumaDevice device)
    {
        for (var i = 0; i < _machine.Cells.Count; i++)
        {
            if (_machine.Cells[i].Id == device.CellId)
                return i;
        }

        return -1;
    }
}
