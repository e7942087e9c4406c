using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using static NumaTopology.Libvirt.XmlDocumentReader;

namespace NumaTopology.Libvirt;

/// <summary>Reads <c>&lt;cache&gt;</c> and <c>&lt;memory_bandwidth&gt;</c>.</summary>
internal static class CacheReader
{
    public static IReadOnlyList<CpuCache> Caches(XElement host) => (host.Element("cache")?.Elements("bank") ?? [])
        .Select(bank => new CpuCache
        {
            Id = RequiredId(bank, "id"),
            Level = RequiredId(bank, "level"),
            Type = Word(bank, "type", LibvirtEnumerations.CacheTypeOf),
            Size = Scaled(bank, Required(bank, "size"), bank.Attribute("unit")?.Value, "B"),
            Cpus = Cpus(bank, "cpus") ?? CpuSet.Empty,
            Controls = bank.Elements("control").Select(Control).ToList(),
        })
        .OrderBy(cache => cache)
        .ToList();

    public static IReadOnlyList<MemoryBandwidthControl> Bandwidth(XElement host) => (host.Element("memory_bandwidth")?.Elements("node") ?? [])
        .SelectMany(node => node.Elements("control"), (node, control) => new MemoryBandwidthControl
        {
            Id = RequiredId(node, "id"),
            Cpus = Cpus(node, "cpus") ?? CpuSet.Empty,
            Granularity = RequiredId(control, "granularity"),
            Minimum = Id(control, "min"),
            MaximumAllocations = RequiredId(control, "maxAllocs"),
        })
        .OrderBy(control => control.Id)
        .ToList();

    public static ResourceMonitor? Monitor(XElement? parent) => parent?.Element("monitor") is { } monitor
        ? new ResourceMonitor
        {
            Level = Id(monitor, "level"),
            ReuseThreshold = monitor.Attribute("reuseThreshold") is { } threshold ? Number(monitor, threshold.Value) : null,
            MaximumMonitors = RequiredId(monitor, "maxMonitors"),
            Features = monitor.Elements("feature").Select(feature => Required(feature, "name")).ToList(),
        }
        : null;

    private static CacheControl Control(XElement control)
    {
        var unit = control.Attribute("unit")?.Value;
        return new CacheControl
        {
            Type = Word(control, "type", LibvirtEnumerations.CacheTypeOf),
            Granularity = Scaled(control, Required(control, "granularity"), unit, "B"),
            Minimum = control.Attribute("min") is { } minimum ? Scaled(control, minimum.Value, unit, "B") : null,
            MaximumAllocations = RequiredId(control, "maxAllocs"),
        };
    }
}
