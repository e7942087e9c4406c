using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Linux;

/// <summary>Reads the cells: the kernel's nodes, or the one that stands for a host whose kernel knows none.</summary>
internal static class LinuxCells
{
    /// <summary>The cells of some numbers, or all, and what was gathered of all to tell what they are to each other.</summary>
    public static (List<NumaCell> Cells, NodeSurvey Survey) Read(FactReader reader, IReadOnlyList<int>? ids, CpuSet? online, long? toldPageSize)
    {
        var survey = new NodeSurvey(reader, online);
        var pageSize = BasePage.OrUsual(reader, toldPageSize);
        var host = new HostMemory(reader);
        var available = new AvailableMemory(reader, host.Info);
        if (NodeList.Read(reader) is not { } nodes)
        {
            if ((ids is not null && !ids.Contains(0)) || WholeHost(reader, online, pageSize, host.Info, available) is not { } whole)
                return ([], survey);
            survey.Add(whole.Id, whole.Cpus, []);
            return ([whole], survey);
        }

        var rows = NodeList.Rows(reader, nodes);
        var cells = new List<NumaCell>(nodes.Count);
        var unknown = new List<int>();
        var surveyed = new HashSet<int>();
        foreach (var id in NodeList.Wanted(nodes, ids))
        {
            var memory = MemoryInfo.Read(reader, NodeFacts.MemInfo(id));
            var cpus = OnlineCpus.OfNode(reader, id, online);
            host.Add(memory);
            if ((cpus is null || memory.Total is null) && NodeList.HasVanished(reader, id))
                continue;
            if (cpus is null)
                unknown.Add(id);
            var isHosts = host.StandsFor(nodes, memory);
            var counted = isHosts ? host.Info : memory;
            var distances = rows.Read(reader, id);
            if (surveyed.Add(id))
                survey.Add(id, cpus, distances);
            cells.Add(new NumaCell
            {
                Id = id,
                Cpus = cpus ?? CpuSet.Empty,
                Memory = counted.Total,
                NodeMemory = isHosts ? memory.Total : null,
                FreeMemory = counted.Free,
                AvailableMemory = available.Of(counted),
                MemorySource = counted.Total is null ? null : isHosts ? MemorySource.Host : MemorySource.MemInfo,
                Pages = PagePoolReader.Read(reader, NodeFacts.HugePages(id), pageSize, memory),
                Distances = distances,
                MemorySideCaches = MemorySideCacheReader.Read(reader, id),
                HostName = reader.HostName,
                Snapshot = reader.Machine.Snapshot,
            });
        }

        if (ids is null && nodes.Count > 1)
            host.Compare();
        foreach (var id in ids is null || cells.Count == 0 ? [] : nodes)
        {
            if (!surveyed.Contains(id))
                survey.AddUnasked(id, rows);
        }

        var cellsOfUnknownCpus = NodeSet.From(unknown);
        if (!cellsOfUnknownCpus.IsEmpty)
            reader.Machine.Log.Warn($"CPUs of {PlacementText.Cells(unknown)} are unknown: {(cellsOfUnknownCpus.Count == 1 ? "its" : "their")} cpulist and cpumap cannot be read.");
        return (new CellKinds(reader).Conclude(ids is null && cells.Count < nodes.Count ? WithoutVanished(cells) : cells, cellsOfUnknownCpus), survey);
    }

    /// <summary>A kernel without NUMA support: one cell with all that the host has, as libvirt tells it.</summary>
    private static NumaCell? WholeHost(FactReader reader, CpuSet? online, long pageSize, in MemoryInfo memory, AvailableMemory available)
    {
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
            Pages = PagePoolReader.Read(reader, PagePoolReader.HostFolder, pageSize, memory),
            HostName = reader.HostName,
            Snapshot = reader.Machine.Snapshot,
        };
    }

    private static List<NumaCell> WithoutVanished(List<NumaCell> cells)
    {
        var there = NodeSet.From(cells.ConvertAll(cell => cell.Id));
        return cells.ConvertAll(cell => cell with { Distances = new List<NumaDistance>(cell.Distances).FindAll(distance => there.Contains(distance.To)) });
    }
}
