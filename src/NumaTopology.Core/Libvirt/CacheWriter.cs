using System;

namespace NumaTopology.Libvirt;

/// <summary>Writes <c>&lt;cache&gt;</c> and <c>&lt;memory_bandwidth&gt;</c>. The schema requires numbers that a machine need not tell; libvirt writes 0 for them.</summary>
internal static class CacheWriter
{
    // libvirt tells of caches from the second level on.
    private const int LowestLevel = 2;

    public static void Write(XmlText xml, NumaCapabilities machine)
    {
        var anyBank = false;
        foreach (var cache in machine.Caches)
        {
            if (cache.Level < LowestLevel || cache.Id is not { } id || cache.Size is not { } size)
                continue;
            if (!anyBank)
                xml.Begin("cache");
            anyBank = true;
            var (value, unit) = ByteText.Whole(size);
            xml.Begin("bank").With("id", id).With("level", cache.Level).With("type", LibvirtEnumerations.Of(cache.Type)).With("size", value).With("unit", unit).With("cpus", cache.Cpus);
            foreach (var control in cache.Controls)
                WriteControl(xml, control);
            xml.End("bank");
        }

        if (!anyBank && machine.CacheMonitor is not null)
            xml.Begin("cache");
        WriteMonitor(xml, machine.CacheMonitor);
        if (anyBank || machine.CacheMonitor is not null)
            xml.End("cache");
        WriteBandwidth(xml, machine);
    }

    private static void WriteBandwidth(XmlText xml, NumaCapabilities machine)
    {
        if (machine.MemoryBandwidth.Count == 0 && machine.MemoryBandwidthMonitor is null)
            return;
        xml.Begin("memory_bandwidth");
        foreach (var control in machine.MemoryBandwidth)
        {
            xml.Begin("node").With("id", control.Id).With("cpus", control.Cpus);
            xml.Begin("control").With("granularity", control.Granularity).With("min", control.Minimum ?? 0).With("maxAllocs", control.MaximumAllocations ?? 0).End();
            xml.End("node");
        }

        WriteMonitor(xml, machine.MemoryBandwidthMonitor);
        xml.End("memory_bandwidth");
    }

    /// <summary>Granularity and minimum share one unit, the smaller of the two.</summary>
    private static void WriteControl(XmlText xml, CacheControl control)
    {
        var (_, unit) = ByteText.Whole(control.Granularity);
        if (control.Minimum is > 0)
        {
            var (_, minimumUnit) = ByteText.Whole(control.Minimum.Value);
            if (SizeOf(minimumUnit) < SizeOf(unit))
                unit = minimumUnit;
        }

        xml.Begin("control").With("granularity", control.Granularity / SizeOf(unit));
        if (control.Minimum is > 0)
            xml.With("min", control.Minimum.Value / SizeOf(unit));
        xml.With("unit", unit).With("type", LibvirtEnumerations.Of(control.Type)).With("maxAllocs", control.MaximumAllocations ?? 0).End();
    }

    private static void WriteMonitor(XmlText xml, ResourceMonitor? monitor)
    {
        if (monitor is null)
            return;
        xml.Begin("monitor");
        if (monitor.Level is { } level)
            xml.With("level", level).With("reuseThreshold", monitor.ReuseThreshold ?? 0);
        xml.With("maxMonitors", monitor.MaximumMonitors);
        foreach (var feature in monitor.Features)
            xml.Begin("feature").With("name", feature).End();
        xml.End("monitor");
    }

    private static long SizeOf(string unit) => LibvirtUnits.BytesOf(unit) ?? throw new ArgumentOutOfRangeException(nameof(unit), unit, "No unit of libvirt's.");
}
