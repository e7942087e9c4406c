using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Watching;

namespace NumaTopology.Linux;

/// <summary>Reads a Linux machine. One is made for each question and thrown away: nothing is kept between calls.</summary>
internal sealed class LinuxTopology
{
    private readonly FactReader _reader;

    public LinuxTopology(Machine machine) => _reader = new FactReader(machine);

    /// <summary>The numbers of the <c>nodeN</c> folders; a single 0 when the kernel knows no nodes, none when nothing is known of the host.</summary>
    public IReadOnlyList<int> CellIds() => NodeList.Cells(_reader);

    public NumaCapabilities Capabilities()
    {
        var host = new HostIdentity(_reader);
        var pageSize = BasePage.Read(_reader);
        var online = OnlineCpus.Read(_reader);
        var (read, survey) = LinuxCells.Read(_reader, null, online, pageSize);
        var (cells, unassigned, ownCaches) = CellProcessors.Read(_reader, read, online ?? CpuSet.Empty);
        var nodes = NodeList.Read(_reader);
        var resources = new ResourceControlReader(_reader);
        var caches = resources.WithControls(ownCaches);
        var confinement = Confinement.Read(_reader);
        var devices = LinuxDevices.Read(_reader, cells, online, otherPci: false);
        return survey.Conclude().Complete(new NumaCapabilities
        {
            HostName = _reader.HostName,
            OperatingSystem = host.OperatingSystem,
            Architecture = host.Architecture,
            CpuModel = CpuModelReader.Read(_reader),
            PageSize = pageSize,
            Snapshot = _reader.Machine.Snapshot,
            Captured = _reader.Machine.Captured,
            HasNodes = nodes is not null,
            Cells = NumaDevices.Hang(devices, cells),
            UnassignedProcessors = unassigned,
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
            Limits = CgroupLimitReader.Read(_reader, HugePageSizes(cells, pageSize)),
        });
    }

    public IReadOnlyList<NumaCell> Cells(IReadOnlyList<int>? ids)
    {
        var (cells, survey) = LinuxCells.Read(_reader, ids, OnlineCpus.Read(_reader), BasePage.Read(_reader));
        var relations = survey.Conclude();
        return cells.ConvertAll(relations.Complete);
    }

    /// <summary>The devices; PCI functions that are nothing else only when <paramref name="otherPci"/>.</summary>
    public IReadOnlyList<NumaDevice> Devices(bool otherPci)
    {
        var online = OnlineCpus.Read(_reader);
        var nodes = NodeList.Read(_reader);
        var cells = (nodes ?? NodeList.Host(_reader)).ConvertAll(id => new NumaCell { Id = id, Cpus = (nodes is null ? online : OnlineCpus.OfNode(_reader, id, online)) ?? CpuSet.Empty });
        return LinuxDevices.Read(_reader, cells, online, otherPci) ?? [];
    }

    public IReadOnlyList<CpuTime>? CpuTimes() => CpuTimeReader.Read(_reader);

    public TimeSpan? Uptime() => UptimeReader.Read(_reader);

    public IReadOnlyList<NumaDistance> Distances()
    {
        if (NodeList.Read(_reader) is not { } nodes)
            return [];
        var rows = NodeList.Rows(_reader, nodes);
        var online = OnlineCpus.Read(_reader);
        var survey = new NodeSurvey(_reader, online);
        var distances = new List<NumaDistance>();
        var vanished = new HashSet<int>();
        foreach (var id in nodes)
        {
            var row = rows.Read(_reader, id);
            if (row.Count == 0 && NodeList.HasVanished(_reader, id))
                vanished.Add(id);
            else
                survey.Add(id, OnlineCpus.OfNode(_reader, id, online), row);
            distances.AddRange(row);
        }

        distances.RemoveAll(distance => vanished.Contains(distance.To));
        return survey.Conclude().Complete(distances);
    }

    public IReadOnlyList<NumaCellFreeMemory> FreeMemory(IReadOnlyList<int>? ids) => FreeMemory(NodeList.Read(_reader), ids);

    private List<NumaCellFreeMemory> FreeMemory(List<int>? nodes, IReadOnlyList<int>? ids)
    {
        var host = new HostMemory(_reader);
        var available = new AvailableMemory(_reader, host.Info);
        var readings = new List<NumaCellFreeMemory>((ids ?? nodes)?.Count ?? 1);
        foreach (var id in NodeList.Wanted(nodes ?? [0], ids))
        {
            var memory = nodes is null ? host.Info : MemoryInfo.Read(_reader, NodeFacts.MemInfo(id));
            host.Add(memory);
            if (memory.Total is null && (nodes is null ? OnlineCpus.Read(_reader) is null : NodeList.HasVanished(_reader, id)))
                continue;
            if (nodes is not null && host.StandsFor(nodes, memory))
                memory = host.Info;
            readings.Add(new NumaCellFreeMemory(id, memory.Total, memory.Free, available.Of(memory), _reader.Machine.Snapshot, _reader.HostName));
        }

        if (ids is null && nodes?.Count > 1)
            host.Compare();
        return readings;
    }

    /// <summary>What nodes say of themselves at this moment.</summary>
    public IReadOnlyList<CellReading> Readings(IReadOnlyList<int>? ids)
    {
        var online = OnlineCpus.Read(_reader);
        var nodes = NodeList.Read(_reader);
        var migrated = CellCounterReader.Migrated(_reader);
        var readings = new List<CellReading>();
        foreach (var memory in FreeMemory(nodes, ids))
        {
            var counters = nodes is null ? new CellCounters() : CellCounterReader.Read(_reader, memory.Id);
            counters[CellCounter.Migrated] = migrated;
            readings.Add(new CellReading(memory, nodes is null ? online : OnlineCpus.OfNode(_reader, memory.Id, online))
            {
                HugePages = PagePoolReader.Read(_reader, nodes is null ? PagePoolReader.HostFolder : NodeFacts.HugePages(memory.Id), 0, default),
                Counters = counters,
            });
        }

        return readings;
    }

    private static IEnumerable<long> HugePageSizes(IEnumerable<NumaCell> cells, long? pageSize) =>
        cells.SelectMany(cell => cell.Pages ?? []).Select(pool => pool.Size).Where(size => size > (pageSize ?? 0));

    private static IReadOnlyList<int>? Existing(NodeSet? allowed, IReadOnlyList<NumaCell> cells)
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
}
