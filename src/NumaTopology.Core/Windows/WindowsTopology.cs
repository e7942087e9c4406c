using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NumaTopology.Acpi;
using NumaTopology.Hierarchy;
using NumaTopology.Machines;

namespace NumaTopology.Windows;

/// <summary>Reads a Windows machine. One is made for each question and thrown away: nothing is kept between calls.</summary>
internal sealed class WindowsTopology
{
    // Windows knows at most 2048; each takes some hundred bytes, and the same mask can stand in many records.
    private const int MostCpus = 1 << 14;

    private readonly WindowsReader _reader;
    private readonly GroupNumbers _groups;
    private readonly DomainMap _domains;

    public WindowsTopology(Machine machine)
    {
        _reader = new WindowsReader(machine);
        _groups = new GroupNumbers(_reader.Records(WindowsFacts.Groups));
        _domains = new DomainMap(_reader);
    }

    public IReadOnlyList<int> CellIds() => Nodes().Keys.ToList();

    public NumaCapabilities Capabilities()
    {
        var nodes = Nodes();
        var processors = new WindowsProcessors(_reader, _groups);
        var hmat = ReadHmat();
        var distances = ReadDistances(nodes);
        var interconnects = Interconnects(hmat, nodes);
        var cells = ReadCells(nodes, nodes.Keys.ToList(), hmat, distances, processors);
        var devices = WindowsDevices.Read(_reader, nodes, otherPci: false);
        var online = cells.Aggregate(processors.All, (all, cell) => all.Union(cell.Cpus));
        var machine = _reader.Machine;
        return Relate(nodes, distances, interconnects).Complete(new NumaCapabilities
        {
            HostName = _reader.Text(WindowsFacts.HostName),
            OperatingSystem = _reader.Text(WindowsFacts.Version) is { } version ? "Windows " + version : null,
            Architecture = _reader.Text(WindowsFacts.Architecture),
            PageSize = _reader.Number(WindowsFacts.PageSize),
            Snapshot = machine.Snapshot,
            Captured = machine.Captured,
            Cells = NumaDevices.Hang(devices, cells),
            Devices = devices,
            Interconnects = interconnects,
            Caches = WindowsCaches.Read(_reader, _groups),
            OnlineCpus = online,
            AllowedCpus = Allowed()?.Intersect(online),
        });
    }

    public IReadOnlyList<NumaCell> Cells(IReadOnlyList<int>? ids)
    {
        var nodes = Nodes();
        var hmat = ReadHmat();
        var distances = ReadDistances(nodes);
        var relations = Relate(nodes, distances, Interconnects(hmat, nodes));
        return ReadCells(nodes, Wanted(nodes.Keys, ids), hmat, distances, null).ConvertAll(relations.Complete);
    }

    public IReadOnlyList<NumaDevice> Devices(bool otherPci) => WindowsDevices.Read(_reader, Nodes(), otherPci) ?? [];

    public IReadOnlyList<CpuTime>? CpuTimes() => WindowsCpuTimes.Read(_reader, _groups);

    public IReadOnlyList<NumaDistance> Distances()
    {
        var nodes = Nodes();
        var distances = ReadDistances(nodes);
        return Relate(nodes, distances, Interconnects(ReadHmat(), nodes)).Complete(distances);
    }

    public IReadOnlyList<NumaCellFreeMemory> FreeMemory(IReadOnlyList<int>? ids)
    {
        var nodes = CellIds();
        var memory = Memory().Read(nodes);
        return Wanted(nodes, ids).Select(id => new NumaCellFreeMemory(id, memory[id].Total, memory[id].Free, memory[id].Available, _reader.Machine.Snapshot)).ToList();
    }

    private static List<int> Wanted(IEnumerable<int> nodes, IReadOnlyList<int>? ids) => ids is null ? nodes.ToList() : ids.Where(nodes.Contains).ToList();

    /// <summary>
    /// The processors of each node: node u32 at 8, masks behind the count at 30. RelationNumaNodeEx gives all groups of a node; systems that do not
    /// know it have only RelationNumaNode.
    /// </summary>
    private SortedDictionary<int, CpuSet> Nodes()
    {
        var nodes = new SortedDictionary<int, CpuSet>();
        var fact = WindowsFacts.NumaNodesEx;
        var records = _reader.Records(fact);
        if (records.Count == 0)
        {
            fact = WindowsFacts.NumaNodes;
            records = _reader.Records(fact);
        }

        foreach (var record in records)
        {
            // Records of RelationNumaNodeEx say that they are of RelationNumaNode.
            if (record.Relationship is not (ProcessorRecord.NumaNode or ProcessorRecord.NumaNodeEx))
                continue;
            var node = record.U32(8);
            if (node >= CpuSet.Limit)
                throw _reader.Malformed(fact, $"{node} is no node");
            var cpus = _groups.Set(record.Masks(30), fact);
            nodes[(int)node] = nodes.TryGetValue((int)node, out var known) ? known.Union(cpus) : cpus;
        }

        if (nodes.Values.Sum(cpus => (long)cpus.Count) > MostCpus)
            throw _reader.Malformed(fact, "the nodes have more processors than any machine");

        // A node over several groups has only its first one's processors in RelationNumaNode: then some are left over.
        if (fact == WindowsFacts.NumaNodes && nodes.Count > 0)
        {
            var active = _groups.Active;
            foreach (var node in nodes.Values)
                active = active.Except(node);
            if (!active.IsEmpty)
                throw _reader.Malformed(WindowsFacts.NumaNodesEx, $"it is missing, and without it the node of the processors {active} is unknown");
        }

        return nodes.Count > 0 ? nodes : throw _reader.Malformed(fact, "no record names a node");
    }

    private Hmat? ReadHmat() => _reader.Bytes(WindowsFacts.Hmat) is { } bytes ? Hmat.Parse(bytes) : null;

    private IReadOnlyList<NumaDistance> ReadDistances(SortedDictionary<int, CpuSet> nodes) => WindowsDistances.Read(_reader, _domains, nodes.Keys.ToList());

    private CellRelations Relate(SortedDictionary<int, CpuSet> nodes, IReadOnlyList<NumaDistance> distances, IReadOnlyList<NumaInterconnect> interconnects)
    {
        var packages = ProcessorSets.Read(_reader, WindowsFacts.Packages, _groups);
        var dies = ProcessorSets.Read(_reader, WindowsFacts.Dies, _groups);
        var places = nodes.Select(node => new CellPlace(node.Key)
        {
            HasNoCpus = node.Value.IsEmpty,
            Socket = packages.Find(node.Value),
            SocketIsMissing = node.Value.First is { } first && packages.Find(first) is null,
            Die = dies.FindIn(packages, packages.Find(node.Value), node.Value),
        });
        return new CellRelations(places.ToList(), distances, interconnects, _reader.Machine.Cancellation);
    }

    private List<NumaCell> ReadCells(SortedDictionary<int, CpuSet> nodes, List<int> wanted, Hmat? hmat, IReadOnlyList<NumaDistance> all, WindowsProcessors? processors)
    {
        var memory = Memory().Read(nodes.Keys.ToList());
        var distances = all.ToLookup(distance => distance.From);
        var largePage = _reader.Number(WindowsFacts.LargePage);
        var pageSize = _reader.Number(WindowsFacts.PageSize);
        var initiators = nodes.Any(node => node.Value.IsEmpty && memory[node.Key].Total == 0) ? InitiatorNodes() : null;
        return wanted.Select(id => new NumaCell
        {
            Id = id,
            Cpus = nodes[id],
            Processors = processors?.Of(nodes[id], _groups),
            Memory = memory[id].Total,
            FreeMemory = memory[id].Free,
            AvailableMemory = memory[id].Available,
            MemorySource = memory[id].Source,
            Pages = Pages(pageSize, largePage, memory[id]),
            Distances = distances[id].ToList(),
            Kind = KindOf(nodes[id], memory[id].Total, initiators?.Contains(id)),
            KindSource = KindOf(nodes[id], memory[id].Total, initiators?.Contains(id)) switch
            {
                null => null,
                CellKind.GenericInitiator or CellKind.Empty => "processors, memory and generic initiators of the node",
                _ => "processors and memory of the node",
            },
            MemorySideCaches = (hmat?.Caches ?? []).Where(cache => _domains.Node(cache.Key) == id).Select(cache => cache.Value).OrderBy(cache => cache.Level).ToList(),
            Snapshot = _reader.Machine.Snapshot,
        }).ToList();
    }

    /// <summary>The nodes of devices that reach memory by themselves; the firmware alone tells them. Null when one of them, or all, may be missing.</summary>
    private HashSet<int>? InitiatorNodes()
    {
        if (_reader.Bytes(WindowsFacts.Srat) is not { } bytes)
            return null;
        var nodes = new HashSet<int>();
        foreach (var domain in Srat.Parse(bytes).InitiatorDomains)
        {
            if (_domains.Node(domain) is not { } node)
                return null;
            nodes.Add(node);
        }

        return nodes;
    }

    private WindowsMemory Memory() => new(_reader, _domains, _reader.Number(WindowsFacts.PageSize) is { } size and > 0 ? size : 4096);

    private static CellKind? KindOf(CpuSet cpus, long? memory, bool? hasInitiator) =>
        memory is null ? null
        : memory == 0 ? (!cpus.IsEmpty ? CellKind.ProcessorOnly : hasInitiator is { } has ? (has ? CellKind.GenericInitiator : CellKind.Empty) : null)
        : cpus.IsEmpty ? CellKind.MemoryOnly : CellKind.Ordinary;

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

    private List<NumaInterconnect> Interconnects(Hmat? hmat, SortedDictionary<int, CpuSet> nodes)
    {
        var values = new List<NumaInterconnect>();
        foreach (var value in hmat?.Values ?? [])
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
                AccessClass = nodes.TryGetValue(initiator, out var cpus) && !cpus.IsEmpty ? 1 : 0,
            });
        }

        values.Sort();
        return values;
    }

    /// <summary>Lines <c>0 ff</c>: a group and the mask in hexadecimal.</summary>
    private CpuSet? Allowed()
    {
        if (_reader.Text(WindowsFacts.Affinity) is not { } text)
            return null;
        var masks = new List<GroupMask>();
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Trim().Split(' ');
            masks.Add(fields.Length == 2 && int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var group)
                && ulong.TryParse(fields[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var mask)
                ? new GroupMask(group, mask)
                : throw _reader.Malformed(WindowsFacts.Affinity, $"'{line}' is no group and mask"));
        }

        return _groups.Set(masks, WindowsFacts.Affinity);
    }
}
