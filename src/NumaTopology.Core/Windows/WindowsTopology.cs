using System.Collections.Generic;
using System.Linq;
using NumaTopology.Machines.Windows;
using NumaTopology.Relations;
using NumaTopology.Watching;

namespace NumaTopology.Windows;

/// <summary>Reads a Windows machine. One is made for each question and thrown away: nothing is kept between calls.</summary>
internal sealed class WindowsTopology
{
    private readonly WindowsReader _reader;
    private readonly GroupNumbers _groups;
    private readonly DomainMap _domains;
    private readonly FirmwareTables _tables;

    public WindowsTopology(Machine machine)
    {
        _reader = new WindowsReader(machine);
        _groups = new GroupNumbers(_reader.Records(WindowsFacts.Groups));
        _domains = new DomainMap(_reader);
        _tables = new FirmwareTables(_reader);
    }

    public IReadOnlyList<int> CellIds() => Nodes().Cpus.Keys.ToList();

    public NumaCapabilities Capabilities()
    {
        var nodes = Nodes();
        var processors = new WindowsProcessors(_reader, _groups);
        var distances = ReadDistances(nodes);
        var interconnects = Interconnects(nodes);
        var cells = ReadCells(nodes, nodes.Cpus.Keys.ToList(), distances, processors);
        var devices = WindowsDevices.Read(_reader, nodes, otherPci: false);
        var online = cells.Aggregate(processors.All, (all, cell) => all.Union(cell.Cpus));
        var machine = _reader.Machine;
        return Relate(nodes, distances, interconnects).Complete(new NumaCapabilities
        {
            HostName = _reader.HostName,
            OperatingSystem = _reader.Text(WindowsFacts.Version) is { } version ? "Windows " + version : null,
            Architecture = _reader.Text(WindowsFacts.Architecture),
            CpuModel = _reader.Text(WindowsFacts.CpuModel),
            PageSize = _reader.Number(WindowsFacts.PageSize),
            Snapshot = machine.Snapshot,
            Captured = machine.Captured,
            Cells = NumaDevices.Hang(devices, cells),
            Devices = devices,
            Interconnects = interconnects,
            Caches = WindowsCaches.Read(_reader, _groups),
            OnlineCpus = online,
            AllowedCpus = WindowsConfinement.Read(_reader, _groups)?.Intersect(online),
            Limits = JobLimits.Read(_reader, online.Count),
        });
    }

    public IReadOnlyList<NumaCell> Cells(IReadOnlyList<int>? ids)
    {
        var nodes = Nodes();
        var distances = ReadDistances(nodes);
        var relations = Relate(nodes, distances, Interconnects(nodes));
        return ReadCells(nodes, Wanted(nodes.Cpus.Keys, ids), distances, null).ConvertAll(relations.Complete);
    }

    public IReadOnlyList<NumaDevice> Devices(bool otherPci) => WindowsDevices.Read(_reader, Nodes(), otherPci) ?? [];

    /// <summary>The network adapters with their instance ids; null when Windows tells none.</summary>
    public IReadOnlyList<(string Id, NumaDevice Device)>? Adapters() => WindowsDevices.ReadAdapters(_reader, Nodes());

    public IReadOnlyList<CpuTime>? CpuTimes() => WindowsCpuTimes.Read(_reader, _groups);

    public IReadOnlyList<NumaDistance> Distances()
    {
        var nodes = Nodes();
        var distances = ReadDistances(nodes);
        return Relate(nodes, distances, Interconnects(nodes)).Complete(distances);
    }

    public IReadOnlyList<NumaCellFreeMemory> FreeMemory(IReadOnlyList<int>? ids)
    {
        var nodes = Nodes();
        var memory = Memory().Read(nodes);
        return Wanted(nodes.Cpus.Keys, ids).Select(id => new NumaCellFreeMemory(id, memory[id].Total, memory[id].Free, memory[id].Available, _reader.Machine.Snapshot, _reader.HostName)).ToList();
    }

    /// <summary>What nodes say of themselves at this moment; Windows keeps no counters of allocations by node.</summary>
    public IReadOnlyList<CellReading> Readings(IReadOnlyList<int>? ids)
    {
        var nodes = Nodes();
        return FreeMemory(ids).Select(memory => new CellReading(memory, nodes.Cpus.TryGetValue(memory.Id, out var cpus) ? cpus : null)).ToList();
    }

    private static List<int> Wanted(IEnumerable<int> nodes, IReadOnlyList<int>? ids) => ids is null ? nodes.ToList() : ids.Where(nodes.Contains).ToList();

    private WindowsNodes Nodes() => WindowsNodes.Read(_reader, _groups, Memory().Has);

    private IReadOnlyList<NumaDistance> ReadDistances(WindowsNodes nodes) => WindowsDistances.Read(_reader, _tables, _domains, nodes);

    private CellRelations Relate(WindowsNodes nodes, IReadOnlyList<NumaDistance> distances, IReadOnlyList<NumaInterconnect> interconnects)
    {
        var packages = ProcessorSets.Read(_reader, WindowsFacts.Packages, _groups);
        var dies = ProcessorSets.Read(_reader, WindowsFacts.Dies, _groups);
        var cellSockets = nodes.Cpus.Select(node => new CellSocket(node.Key)
        {
            HasNoCpus = node.Value.IsEmpty,
            Socket = packages.Find(node.Value),
            SocketIsMissing = node.Value.First is { } first && packages.Find(first) is null,
            Die = dies.FindIn(packages, packages.Find(node.Value), node.Value),
        });
        return new CellRelations(cellSockets.ToList(), distances, interconnects, _reader.Machine.Cancellation);
    }

    private List<NumaCell> ReadCells(WindowsNodes nodes, List<int> wanted, IReadOnlyList<NumaDistance> all, WindowsProcessors? processors)
    {
        var memory = Memory().Read(nodes);
        var distances = all.ToLookup(distance => distance.From);
        var largePage = _reader.Number(WindowsFacts.LargePage);
        var pageSize = _reader.Number(WindowsFacts.PageSize);
        var kinds = new WindowsCellKinds(_tables, _domains, nodes.Cpus, memory);
        return wanted.Select(id => new NumaCell
        {
            Id = id,
            Cpus = nodes.Cpus[id],
            Processors = processors?.Of(nodes.Cpus[id], _groups),
            Memory = memory[id].Total,
            FreeMemory = memory[id].Free,
            AvailableMemory = memory[id].Available,
            MemorySource = memory[id].Source,
            Pages = Pages(pageSize, largePage, memory[id]),
            Distances = distances[id].ToList(),
            Kind = kinds.Of(id),
            KindSource = kinds.SourceOf(id),
            MemorySideCaches = (_tables.Hmat?.Caches ?? []).Where(cache => _domains.Node(cache.Key) == id).Select(cache => cache.Value).OrderBy(cache => cache.Level).ToList(),
            HostName = _reader.HostName,
            Snapshot = _reader.Machine.Snapshot,
        }).ToList();
    }

    private WindowsMemory Memory() => new(_reader, _tables, _domains, _reader.Number(WindowsFacts.PageSize) is { } size and > 0 ? size : 4096);

    /// <summary>Windows has no pools: large pages are made of base pages when they are asked for, so only their size is known.</summary>
    private static List<PagePool>? Pages(long? pageSize, long? largePage, NodeMemory memory)
    {
        var pools = new List<PagePool>();
        if (pageSize is > 0)
            pools.Add(new PagePool(pageSize.Value, memory.Total / pageSize, memory.Free / pageSize));
        if (largePage is > 0)
            pools.Add(new PagePool(largePage.Value, null, null));
        return pools.Count == 0 ? null : pools;
    }

    private List<NumaInterconnect> Interconnects(WindowsNodes nodes)
    {
        var values = new List<NumaInterconnect>();
        foreach (var value in _tables.Hmat?.Values ?? [])
        {
            if (_domains.Node(value.Initiator) is not { } initiator || _domains.Node(value.Target) is not { } target)
                continue;
            values.Add(new NumaInterconnect
            {
                Type = value.Type,
                Access = value.Access,
                Initiator = initiator,
                Target = target,
                CacheLevel = value.CacheLevel,
                Value = value.Value,
                AccessClass = nodes.Cpus.TryGetValue(initiator, out var cpus) && !cpus.IsEmpty ? 1 : 0,
            });
        }

        values.Sort();
        return values;
    }
}
