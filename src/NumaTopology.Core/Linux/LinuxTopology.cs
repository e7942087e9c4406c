using System.Collections.Generic;
using NumaTopology.Machines;

namespace NumaTopology.Linux;

/// <summary>Reads a Linux machine. One is made for each question and thrown away: nothing is kept between calls.</summary>
internal sealed class LinuxTopology
{
    private const string HostMemInfo = "proc/meminfo";

    private readonly FactReader _reader;

    public LinuxTopology(Machine machine) => _reader = new FactReader(machine);

    /// <summary>The numbers of the <c>nodeN</c> folders; a single 0 when the kernel knows no nodes.</summary>
    public IReadOnlyList<int> CellIds() => NodeIds() ?? [0];

    public NumaCapabilities Capabilities()
    {
        var host = new HostIdentity(_reader);
        var pageSize = BasePage.Read(_reader);
        var online = OnlineCpus.Read(_reader);
        var (cells, ownCaches) = CellProcessors.Read(_reader, ReadCells(null, online, pageSize, out var survey), online ?? CpuSet.Empty);
        var nodes = NodeIds();
        var resources = new ResourceControl(_reader);
        var caches = resources.WithControls(ownCaches);
        var confinement = Confinement.Read(_reader);
        var devices = LinuxDevices.Read(_reader, cells, online, otherPci: false);
        return survey.Conclude().Complete(new NumaCapabilities
        {
            HostName = host.HostName,
            OperatingSystem = host.OperatingSystem,
            Architecture = host.Architecture,
            PageSize = pageSize,
            Snapshot = _reader.Machine.Snapshot,
            Captured = _reader.Machine.Captured,
            HasNodes = nodes is not null,
            Cells = NumaDevices.Hang(devices, cells),
            Interconnects = survey.Interconnects,
            Devices = devices,
            Caches = caches,
            CacheMonitor = resources.CacheMonitor(),
            MemoryBandwidth = resources.Bandwidth(caches),
            MemoryBandwidthMonitor = resources.BandwidthMonitor(),
            PresentCpus = OnlineCpus.ReadPresent(_reader),
            OnlineCpus = online,
            AllowedCpus = online is null ? confinement.Cpus : confinement.Cpus?.Intersect(online),
            AllowedCells = Existing(confinement.Cells, cells),
        });
    }

    public IReadOnlyList<NumaCell> Cells(IReadOnlyList<int>? ids)
    {
        var cells = ReadCells(ids, OnlineCpus.Read(_reader), BasePage.Read(_reader), out var survey);
        var relations = survey.Conclude();
        return cells.ConvertAll(relations.Complete);
    }

    /// <summary>The devices; PCI functions that are nothing else only when <paramref name="otherPci"/>.</summary>
    public IReadOnlyList<NumaDevice> Devices(bool otherPci)
    {
        var online = OnlineCpus.Read(_reader);
        var cells = new List<NumaCell>();
        foreach (var id in CellIds())
            cells.Add(new NumaCell { Id = id, Cpus = (NodeIds() is null ? online : OnlineCpus.OfNode(_reader, id, online)) ?? CpuSet.Empty });
        return LinuxDevices.Read(_reader, cells, online, otherPci) ?? [];
    }

    public IReadOnlyList<CpuTime>? CpuTimes() => Linux.CpuTimes.Read(_reader);

    public IReadOnlyList<NumaDistance> Distances()
    {
        if (NodeIds() is not { } nodes)
            return [];
        var rows = Rows(nodes);
        var online = OnlineCpus.Read(_reader);
        var survey = new NodeSurvey(_reader, online);
        var distances = new List<NumaDistance>();
        var vanished = new CpuSetBuilder();
        foreach (var id in nodes)
        {
            var row = rows.Read(_reader, id);
            if (row.Count == 0 && HasVanished(id))
                vanished.Add(id);
            else
                survey.Add(id, OnlineCpus.OfNode(_reader, id, online), row);
            distances.AddRange(row);
        }

        distances.RemoveAll(distance => vanished.Contains(distance.To));
        return survey.Conclude().Complete(distances);
    }

    public IReadOnlyList<NumaCellFreeMemory> FreeMemory(IReadOnlyList<int>? ids)
    {
        var nodes = NodeIds();
        var available = new AvailableMemory(_reader);
        var readings = new List<NumaCellFreeMemory>((ids ?? nodes)?.Count ?? 1);
        foreach (var id in Wanted(nodes ?? [0], ids))
        {
            var memory = MemoryInfo.Read(_reader, nodes is null ? HostMemInfo : NodeFacts.MemInfo(id));
            if (memory.Total is null && (nodes is null ? OnlineCpus.Read(_reader) is null : HasVanished(id)))
                continue;
            readings.Add(new NumaCellFreeMemory(id, memory.Total, memory.Free, available.Of(memory), _reader.Machine.Snapshot));
        }

        return readings;
    }

    private static IReadOnlyList<int>? Existing(CpuSet? allowed, IReadOnlyList<NumaCell> cells)
    {
        if (allowed is null)
            return null;
        var ids = new List<int>();
        foreach (var cell in cells)
        {
            if (allowed.Contains(cell.Id))
                ids.Add(cell.Id);
        }

        return ids;
    }

    private static List<int> Wanted(List<int> existing, IReadOnlyList<int>? ids)
    {
        if (ids is null)
            return existing;
        var wanted = new List<int>(ids.Count);
        foreach (var id in ids)
        {
            if (existing.BinarySearch(id) >= 0)
                wanted.Add(id);
        }

        return wanted;
    }

    private List<int>? NodeIds()
    {
        var nodes = _reader.NumberedNames(NodeFacts.Folder, "node");
        // A folder that cannot be listed may still be read.
        nodes ??= _reader.List(NodeFacts.Online) is { } online ? new List<int>(online.Ids) : null;
        return nodes is { Count: > 0 } ? nodes : null;
    }

    private DistanceRow Rows(IReadOnlyList<int> nodes) =>
        new(nodes, _reader.List(NodeFacts.Online)?.ToArray(), _reader.List(NodeFacts.Possible)?.ToArray());

    private List<NumaCell> ReadCells(IReadOnlyList<int>? ids, CpuSet? online, long? toldPageSize, out NodeSurvey survey)
    {
        survey = new NodeSurvey(_reader, online);
        var pageSize = BasePage.OrUsual(_reader, toldPageSize);
        var available = new AvailableMemory(_reader);
        if (NodeIds() is not { } nodes)
        {
            if ((ids is not null && !Contains(ids, 0)) || WholeHost(online, pageSize, available) is not { } host)
                return [];
            survey.Add(host.Id, host.Cpus, []);
            return [host];
        }

        var rows = Rows(nodes);
        var cells = new List<NumaCell>(nodes.Count);
        var unknown = new CpuSetBuilder();
        var surveyed = new HashSet<int>();
        foreach (var id in Wanted(nodes, ids))
        {
            var memory = MemoryInfo.Read(_reader, NodeFacts.MemInfo(id));
            var cpus = OnlineCpus.OfNode(_reader, id, online);
            if ((cpus is null || memory.Total is null) && HasVanished(id))
                continue;
            if (cpus is null)
                unknown.Add(id);
            var distances = rows.Read(_reader, id);
            if (surveyed.Add(id))
                survey.Add(id, cpus, distances);
            cells.Add(new NumaCell
            {
                Id = id,
                Cpus = cpus ?? CpuSet.Empty,
                Memory = memory.Total,
                FreeMemory = memory.Free,
                AvailableMemory = available.Of(memory),
                MemorySource = memory.Total is null ? null : MemorySource.MemInfo,
                Pages = PagePools.Read(_reader, NodeFacts.HugePages(id), pageSize, memory),
                Distances = distances,
                MemorySideCaches = MemorySideCaches.Read(_reader, id),
                Snapshot = _reader.Machine.Snapshot,
            });
        }

        foreach (var id in ids is null || cells.Count == 0 ? [] : nodes)
        {
            if (!surveyed.Contains(id))
                survey.AddUnasked(id, rows);
        }

        var cellsOfUnknownCpus = unknown.ToSet();
        if (!cellsOfUnknownCpus.IsEmpty)
            _reader.Machine.Log.Warn($"Which processors the cells {cellsOfUnknownCpus} have is not known: their cpulist and cpumap cannot be read.");
        return new CellKinds(_reader).Conclude(ids is null && cells.Count < nodes.Count ? WithoutVanished(cells) : cells, cellsOfUnknownCpus);
    }

    /// <summary>A kernel without NUMA support: one cell with all that the host has, as libvirt tells it.</summary>
    private NumaCell? WholeHost(CpuSet? online, long pageSize, AvailableMemory available)
    {
        var memory = MemoryInfo.Read(_reader, HostMemInfo);
        // Nothing known of processors or memory is no machine: no cell is made up.
        if (online is null && memory.Total is null)
            return null;
        return new NumaCell
        {
            Id = 0,
            Cpus = online ?? CpuSet.Empty,
            Memory = memory.Total,
            FreeMemory = memory.Free,
            AvailableMemory = available.Of(memory),
            MemorySource = memory.Total is null ? null : MemorySource.MemInfo,
            Pages = PagePools.Read(_reader, PagePools.HostFolder, pageSize, memory),
            Snapshot = _reader.Machine.Snapshot,
        };
    }

    private static List<NumaCell> WithoutVanished(List<NumaCell> cells)
    {
        var there = CpuSet.From(cells.ConvertAll(cell => cell.Id));
        return cells.ConvertAll(cell => cell with { Distances = new List<NumaDistance>(cell.Distances).FindAll(distance => there.Contains(distance.To)) });
    }

    /// <summary>Whether a node was taken away between listing and reading: nothing of it is left. A snapshot need not have its folder.</summary>
    private bool HasVanished(int id) =>
        _reader.Machine.List(NodeFacts.Of(id)) is null && !_reader.TryRead(NodeFacts.MemInfo(id)) && !_reader.TryRead(NodeFacts.CpuList(id)) && !_reader.TryRead(NodeFacts.Distance(id));

    private static bool Contains(IReadOnlyList<int> ids, int id)
    {
        foreach (var other in ids)
        {
            if (other == id)
                return true;
        }

        return false;
    }
}
