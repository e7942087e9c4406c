using System.Collections.Generic;
using System.Threading;

namespace NumaTopology.Libvirt;

/// <summary>Writes a machine as libvirt's capabilities document: the same elements, attributes, order, units and layout, and the same left out.</summary>
internal static class LibvirtWriter
{
    public static string Write(NumaCapabilities machine, CancellationToken cancellation)
    {
        var xml = new XmlText(cancellation);
        xml.Begin("capabilities").EmptyLine().Begin("host");
        if (machine.Architecture is { } architecture)
            xml.Begin("cpu").Begin("arch").Text("arch", LibvirtEnumerations.OfArchitecture(architecture)).End("cpu");
        WriteTopology(xml, machine);
        CacheWriter.Write(xml, machine);
        xml.End("host").EmptyLine().End("capabilities");
        return xml.ToString();
    }

    private static void WriteTopology(XmlText xml, NumaCapabilities machine)
    {
        xml.Begin("topology").Begin("cells").With("num", machine.Cells.Count);
        foreach (var cell in machine.Cells)
            WriteCell(xml, cell, machine.HasNodes);
        xml.End("cells");
        WriteInterconnects(xml, machine.Interconnects);
        xml.End("topology");
    }

    private static void WriteCell(XmlText xml, NumaCell cell, bool hasNodes)
    {
        xml.Begin("cell").With("id", cell.Id);
        if ((cell.NodeMemory ?? cell.Memory) is > 0 and var memory)
            xml.Begin("memory").With("unit", "KiB").Text("memory", memory >> 10);
        // For a host without nodes libvirt makes a cell up, and gives it no pages.
        foreach (var pool in hasNodes && cell.Pages is not null ? cell.Pages : [])
        {
            if (pool.Total is { } total)
                xml.Begin("pages").With("unit", "KiB").With("size", pool.Size >> 10).Text("pages", total);
        }

        WriteDistances(xml, cell.Distances);
        foreach (var cache in cell.MemorySideCaches)
            WriteMemorySideCache(xml, cache);
        WriteProcessors(xml, cell);
        xml.End("cell");
    }

    public static void WriteDistances(XmlText xml, IReadOnlyList<NumaDistance> distances)
    {
        if (distances.Count == 0)
            return;
        xml.Begin("distances");
        foreach (var distance in distances)
            xml.Begin("sibling").With("id", distance.To).With("value", distance.Value).End();
        xml.End("distances");
    }

    private static void WriteMemorySideCache(XmlText xml, MemorySideCache cache)
    {
        xml.Begin("cache").With("level", cache.Level).With("associativity", LibvirtEnumerations.Of(cache.Associativity)).With("policy", LibvirtEnumerations.Of(cache.WritePolicy));
        xml.Begin("size").With("value", cache.Size >> 10).With("unit", "KiB").End();
        if (cache.LineSize is { } line)
            xml.Begin("line").With("value", line).With("unit", "B").End();
        xml.End("cache");
    }

    private static void WriteProcessors(XmlText xml, NumaCell cell)
    {
        xml.Begin("cpus").With("num", cell.Cpus.Count);
        if (cell.Processors is null)
        {
            foreach (var id in cell.Cpus.ToArray())
                xml.Begin("cpu").With("id", id).End();
        }

        foreach (var processor in cell.Processors ?? [])
        {
            xml.Begin("cpu").With("id", processor.Id);
            if (processor.Siblings is not null || processor.Socket is not null || processor.Core is not null)
            {
                // libvirt writes 0 for an id that the machine does not give, and lets a processor be its own sibling.
                xml.With("socket_id", processor.Socket ?? 0).With("die_id", processor.Die ?? 0).With("cluster_id", processor.ClusterAsWritten ?? 0)
                    .With("core_id", processor.Core ?? 0).With("siblings", processor.Siblings ?? CpuSet.Of(processor.Id));
            }

            xml.End();
        }

        xml.End("cpus");
    }

    private static void WriteInterconnects(XmlText xml, IReadOnlyList<NumaInterconnect> interconnects)
    {
        var any = false;
        foreach (var value in interconnects)
        {
            // Class 0 counts devices as initiators; libvirt tells of processors only.
            if (value.AccessClass != 1)
                continue;
            if (!any)
                xml.Begin("interconnects");
            any = true;
            xml.Begin(value.Type == InterconnectType.Latency ? "latency" : "bandwidth").With("initiator", value.Initiator).With("target", value.Target);
            if (value.CacheLevel > 0)
                xml.With("cache", value.CacheLevel);
            xml.With("type", LibvirtEnumerations.Of(value.Access));
            if (value.Type == InterconnectType.Latency)
                xml.With("value", value.Value ?? 0);
            else
                xml.With("value", (value.Value ?? 0) >> 10).With("unit", "KiB");
            xml.End();
        }

        if (any)
            xml.End("interconnects");
    }
}
