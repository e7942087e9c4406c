using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Xml.Linq;
using NumaTopology.Relations;
using static NumaTopology.Libvirt.XmlDocumentReader;

namespace NumaTopology.Libvirt;

/// <summary>Reads libvirt's capabilities document, also those of old versions; what a document does not hold is null.</summary>
internal static class LibvirtReader
{
    public static NumaCapabilities Read(XElement root, string source, CancellationToken cancellation)
    {
        var host = root.Element("host") ?? throw Malformed(root, "the element <host> is missing");
        var topology = host.Element("topology");
        var cells = (topology?.Element("cells")?.Elements("cell") ?? []).Select(cell => ReadCell(cell, source, cancellation)).OrderBy(cell => cell.Id).ToList();
        RefuseTwins(topology, cells);
        var interconnects = (topology?.Element("interconnects")?.Elements() ?? []).Select(ReadInterconnect).OrderBy(value => value).ToList();
        var relations = new CellRelations(LibvirtSockets.Of(cells), cells.SelectMany(cell => cell.Distances).ToList(), interconnects, cancellation);
        return relations.Complete(new NumaCapabilities
        {
            Architecture = host.Element("cpu")?.Element("arch")?.Value.Trim(),
            Snapshot = source,
            Cells = cells,
            Interconnects = interconnects,
            Caches = CacheReader.Caches(host),
            CacheMonitor = CacheReader.Monitor(host.Element("cache")),
            MemoryBandwidth = CacheReader.Bandwidth(host),
            MemoryBandwidthMonitor = CacheReader.Monitor(host.Element("memory_bandwidth")),
        });
    }

    public static void RefuseTwins(XElement? where, IReadOnlyList<NumaCell> cells)
    {
        for (var i = 1; i < cells.Count; i++)
        {
            if (cells[i].Id == cells[i - 1].Id)
                throw Malformed(where!, $"cell {cells[i].Id} appears twice");
        }
    }

    public static IReadOnlyList<NumaDistance> ReadDistances(XElement cell, int from, string source)
    {
        var distances = (cell.Element("distances")?.Elements("sibling") ?? [])
            .Select(sibling => new NumaDistance { From = from, To = RequiredId(sibling, "id"), Value = RequiredId(sibling, "value"), Snapshot = source })
            .OrderBy(distance => distance)
            .ToList();
        for (var i = 1; i < distances.Count; i++)
        {
            if (distances[i].To == distances[i - 1].To)
                throw Malformed(cell, $"the distance to cell {distances[i].To} appears twice");
        }

        return distances;
    }

    private static NumaCell ReadCell(XElement cell, string source, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var id = RequiredId(cell, "id");
        var processors = (cell.Element("cpus")?.Elements("cpu") ?? []).Select(ReadProcessor).OrderBy(processor => processor.Id).ToList();
        for (var i = 1; i < processors.Count; i++)
        {
            if (processors[i].Id == processors[i - 1].Id)
                throw Malformed(cell, $"CPU {processors[i].Id} appears twice");
        }

        return new NumaCell
        {
            Id = id,
            Cpus = CpuSet.From(processors.Select(processor => processor.Id)),
            Processors = processors,
            Memory = cell.Element("memory") is { } memory ? Scaled(memory, memory.Value, memory.Attribute("unit")?.Value, "KiB") : null,
            Pages = cell.Elements("pages").Any() ? cell.Elements("pages").Select(ReadPages).OrderBy(pool => pool).ToList() : null,
            Distances = ReadDistances(cell, id, source),
            MemorySideCaches = cell.Elements("cache").Select(ReadMemorySideCache).OrderBy(cache => cache.Level).ToList(),
            Snapshot = source,
        };
    }

    private static LogicalProcessor ReadProcessor(XElement cpu)
    {
        var id = RequiredId(cpu, "id");
        return id < MachineLimits.Ids
            ? new LogicalProcessor
            {
                Id = id,
                Socket = Id(cpu, "socket_id"),
                Die = Id(cpu, "die_id"),
                Cluster = Id(cpu, "cluster_id"),
                Core = Id(cpu, "core_id"),
                Siblings = Cpus(cpu, "siblings"),
            }
            : throw Malformed(cpu, $"{id} is too large for a CPU number");
    }

    private static PagePool ReadPages(XElement pages) =>
        new(Scaled(pages, Required(pages, "size"), pages.Attribute("unit")?.Value, "KiB"), Number(pages, pages.Value), null);

    private static MemorySideCache ReadMemorySideCache(XElement cache)
    {
        var size = cache.Element("size") ?? throw Malformed(cache, "the element <size> is missing");
        var line = cache.Element("line");
        return new MemorySideCache
        {
            Level = RequiredId(cache, "level"),
            Associativity = Word(cache, "associativity", LibvirtEnumerations.AssociativityOf),
            WritePolicy = Word(cache, "policy", LibvirtEnumerations.PolicyOf),
            Size = Scaled(size, Required(size, "value"), size.Attribute("unit")?.Value, "KiB"),
            LineSize = line is null ? null : (int)Math.Min(Scaled(line, Required(line, "value"), line.Attribute("unit")?.Value, "B"), int.MaxValue),
        };
    }

    private static NumaInterconnect ReadInterconnect(XElement element)
    {
        var type = element.Name.LocalName switch
        {
            "latency" => InterconnectType.Latency,
            "bandwidth" => InterconnectType.Bandwidth,
            _ => throw Malformed(element, "<latency> or <bandwidth> is expected"),
        };
        var value = type == InterconnectType.Latency
            ? Number(element, Required(element, "value"))
            : Scaled(element, Required(element, "value"), element.Attribute("unit")?.Value, "KiB");
        return new NumaInterconnect
        {
            Type = type,
            Initiator = RequiredId(element, "initiator"),
            Target = RequiredId(element, "target"),
            CacheLevel = Id(element, "cache") ?? 0,
            Access = Word(element, "type", LibvirtEnumerations.AccessOf),
            AccessClass = 1,
            Value = value == 0 ? null : value,
        };
    }
}
