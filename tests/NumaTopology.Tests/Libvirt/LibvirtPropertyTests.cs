using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CsCheck;
using Xunit;

namespace NumaTopology.Tests.Libvirt;

/// <summary>Any machine as a capabilities document: what the schema holds comes back, all else is null, and the second document is the first.</summary>
public class LibvirtPropertyTests
{
    private static readonly Gen<long> s_size = Gen.OneOf(Gen.Long[1, 1L << 40].Select(size => size << 10), Gen.Int[0, 29].Select(power => 1024L << power));

    private static readonly Gen<int?> s_place = Gen.Int[0, 200].Select(id => (int?)id);

    private static readonly Gen<LogicalProcessor> s_told =
        from places in s_place.Array[4]
        from siblings in Generate.Cpus
        select new LogicalProcessor { Id = 0, Socket = places[0], Die = places[1], Cluster = places[2], Core = places[3], Siblings = CpuSet.From(siblings) };

    private static readonly Gen<LogicalProcessor> s_processor = Gen.OneOf(s_told, Gen.Const(new LogicalProcessor { Id = 0 }));

    private static readonly Gen<MemorySideCache> s_sideCache =
        from size in s_size
        from line in Gen.OneOf<int?>(null, 64, int.MaxValue)
        from associativity in Gen.Enum<CacheAssociativity>()
        from policy in Gen.Enum<CacheWritePolicy>()
        select new MemorySideCache { Level = 0, Size = size, LineSize = line, Associativity = associativity, WritePolicy = policy };

    private static Gen<NumaCell> Cell(int id, int[] ids) =>
        from count in Gen.Int[0, 4]
        from memory in Gen.OneOf(s_size.Select(size => (long?)size), Gen.Const((long?)null))
        from pages in Gen.Select(s_size, Gen.Long[0, long.MaxValue]).Array[0, 3]
        from values in Gen.Int[0, 255].Array[ids.Length]
        from sideCaches in s_sideCache.Array[0, 2]
        from processors in s_processor.Array[count]
        select new NumaCell
        {
            Id = id,
            Cpus = CpuSet.From(Enumerable.Range(id * 4, count)),
            Processors = [.. processors.Select((processor, i) => processor with { Id = (id * 4) + i })],
            Memory = memory,
            Pages = pages.Length == 0 ? null : [.. pages.DistinctBy(pool => pool.Item1).OrderBy(pool => pool.Item1).Select(pool => new PagePool(pool.Item1, pool.Item2, 1))],
            Distances = [.. ids.Zip(values).Where(pair => pair.Second > 0).Select(pair => new NumaDistance { From = id, To = pair.First, Value = pair.Second })],
            MemorySideCaches = [.. sideCaches.Select((cache, i) => cache with { Level = i + 1 })],
            // The schema has no place for these.
            FreeMemory = 1,
            AvailableMemory = 1,
        };

    private static readonly Gen<CpuCache> s_cache =
        from level in Gen.Int[2, 4]
        from type in Gen.Enum<CacheType>()
        from id in Gen.Int[0, 300]
        from size in Gen.OneOf(s_size, Gen.Long[1, 5000])
        from cpus in Generate.Cpus
        from controls in Gen.Select(Gen.Enum<CacheType>(), s_size, Gen.OneOf(s_size.Select(minimum => (long?)minimum), Gen.Const((long?)null)), Gen.Int[0, 100]).Array[0, 2]
        select new CpuCache
        {
            Level = level,
            Type = type,
            Id = id,
            Size = size,
            Cpus = CpuSet.From(cpus),
            Controls = [.. controls.Select(control => new CacheControl { Type = control.Item1, Granularity = control.Item2, Minimum = control.Item3, MaximumAllocations = control.Item4 })],
        };

    private static readonly Gen<MemoryBandwidthControl> s_bandwidth =
        from cpus in Generate.Cpus
        from numbers in Gen.Int[0, 100].Array[4]
        select new MemoryBandwidthControl { Id = numbers[0], Cpus = CpuSet.From(cpus), Granularity = numbers[1], Minimum = numbers[2], MaximumAllocations = numbers[3] };

    private static Gen<ResourceMonitor?> Monitor(bool ofCaches) =>
        from isThere in Gen.Bool
        from most in Gen.Int[0, 1000]
        from threshold in Gen.Long[0, 1L << 40]
        from features in Generate.Text.Array[0, 3]
        select isThere ? new ResourceMonitor { Level = ofCaches ? 3 : null, ReuseThreshold = ofCaches ? threshold : null, MaximumMonitors = most, Features = features } : null;

    private static Gen<NumaInterconnect> Interconnect(int[] ids) =>
        from ends in Gen.Int[0, ids.Length - 1].Array[2]
        from isLatency in Gen.Bool
        from access in Gen.Enum<MemoryAccess>()
        from level in Gen.Int[0, 2]
        from value in Gen.OneOf(Gen.Const((long?)null), Gen.Long[1, 1L << 40].Select(value => (long?)value))
        select new NumaInterconnect
        {
            Type = isLatency ? InterconnectType.Latency : InterconnectType.Bandwidth,
            Initiator = ids[ends[0]],
            Target = ids[ends[1]],
            CacheLevel = level,
            Access = access,
            AccessClass = 1,
            Value = isLatency ? value : value << 10,
        };

    private static readonly Gen<NumaCapabilities> s_machines =
        from ids in Generate.Ids(1, 5)
        from cells in Generate.Each(ids.Select(id => Cell(id, ids)))
        from interconnects in Interconnect(ids).Array[0, 5]
        from caches in s_cache.Array[0, 4]
        from bandwidth in s_bandwidth.Array[0, 3]
        from monitors in Gen.Select(Monitor(true), Monitor(false))
        from architecture in Gen.OneOf(Generate.Text, Gen.Const("x86_64"))
        select new NumaCapabilities
        {
            HostName = "left out",
            Architecture = architecture,
            Cells = cells,
            Interconnects = [.. interconnects.DistinctBy(value => (value.Type, value.Initiator, value.Target, value.CacheLevel, value.Access)).Order()],
            Caches = [.. caches.DistinctBy(cache => (cache.Level, cache.Type, cache.Id)).OrderBy(cache => cache.Level).ThenBy(cache => cache.Type).ThenBy(cache => cache.Id)],
            CacheMonitor = monitors.Item1,
            MemoryBandwidth = [.. bandwidth.DistinctBy(control => control.Id).OrderBy(control => control.Id)],
            MemoryBandwidthMonitor = monitors.Item2,
        };

    [Fact]
    public void What_the_schema_holds_comes_back() => s_machines.Sample(machine =>
    {
        var xml = NumaXml.Write(machine, NumaXmlSchema.Libvirt);
        var read = NumaXml.Read(xml);
        Assert.Equal(machine.Architecture, read.Architecture);
        Assert.Null(read.HostName);
        Assert.Equal(machine.Cells.Select(cell => (cell.Id, cell.Cpus, cell.Memory)), read.Cells.Select(cell => (cell.Id, cell.Cpus, cell.Memory)));
        Assert.All(read.Cells, cell => Assert.Equal((null, null), (cell.FreeMemory, cell.AvailableMemory)));
        foreach (var (told, cell) in machine.Cells.Zip(read.Cells))
        {
            Assert.Equal(told.Processors, cell.Processors);
            Assert.Equal(told.Pages?.Select(pool => (pool.Size, pool.Total, (long?)null)), cell.Pages?.Select(pool => (pool.Size, pool.Total, pool.Free)));
            Assert.Equal(told.Distances.Select(distance => (distance.From, distance.To, distance.Value)), cell.Distances.Select(distance => (distance.From, distance.To, distance.Value)));
            Assert.Equal(told.MemorySideCaches, cell.MemorySideCaches);
        }

        Assert.Equal(machine.Interconnects, read.Interconnects);
        Assert.Equal(machine.Caches.Select(cache => (cache.Level, cache.Type, cache.Id, cache.Size, cache.Cpus)), read.Caches.Select(cache => (cache.Level, cache.Type, cache.Id, cache.Size, cache.Cpus)));
        Assert.Equal(machine.Caches.SelectMany(cache => cache.Controls), read.Caches.SelectMany(cache => cache.Controls));
        Assert.Equal(machine.MemoryBandwidth, read.MemoryBandwidth);
        AssertSame(machine.CacheMonitor, read.CacheMonitor);
        AssertSame(machine.MemoryBandwidthMonitor, read.MemoryBandwidthMonitor);
        Assert.Equal(xml, NumaXml.Write(read, NumaXmlSchema.Libvirt));
    });

    [Fact]
    public void The_document_counts_what_it_has() => s_machines.Sample(machine =>
    {
        var root = XDocument.Parse(NumaXml.Write(machine, NumaXmlSchema.Libvirt)).Root!;
        Assert.Equal([Number(machine.Cells.Count)], root.Descendants("cells").Select(cells => cells.Attribute("num")!.Value));
        Assert.Equal(machine.Cells.Select(cell => Number(cell.Id)), root.Descendants("cell").Select(cell => cell.Attribute("id")!.Value));
        Assert.Equal(machine.Cells.Select(cell => Number(cell.Cpus.Count)), root.Descendants("cpus").Select(cpus => cpus.Attribute("num")!.Value));
        Assert.All(root.Descendants("cpus"), cpus => Assert.Equal(cpus.Attribute("num")!.Value, Number(cpus.Elements("cpu").Count())));
        Assert.Equal(machine.Cells.Where(cell => cell.Memory is not null).Select(cell => Number(cell.Memory!.Value / 1024)), root.Descendants("memory").Select(memory => memory.Value));
    });

    /// <summary>libvirt has no unknown: what only part of is told of a processor is 0 in the document, and stays so.</summary>
    [Fact]
    public void An_id_that_is_not_reported_is_0_in_the_document() => Gen.Select(s_told, Gen.Bool.Array[4]).Sample((processor, isTold) =>
    {
        var half = processor with { Socket = isTold[0] ? processor.Socket : null, Die = isTold[1] ? processor.Die : null, Cluster = isTold[2] ? processor.Cluster : null, Core = isTold[3] ? processor.Core : null };
        var xml = NumaXml.Write(new NumaCapabilities { Cells = [new NumaCell { Id = 0, Cpus = CpuSet.Of(0), Processors = [half] }] }, NumaXmlSchema.Libvirt);
        var read = Assert.Single(Assert.Single(NumaXml.Read(xml).Cells).Processors!);
        Assert.Equal((half.Socket ?? 0, half.Die ?? 0, half.Cluster ?? 0, half.Core ?? 0, half.Siblings), (read.Socket, read.Die, read.Cluster, read.Core, read.Siblings));
    });

    private static void AssertSame(ResourceMonitor? expected, ResourceMonitor? actual)
    {
        Assert.Equal((expected?.Level, expected?.ReuseThreshold, expected?.MaximumMonitors), (actual?.Level, actual?.ReuseThreshold, actual?.MaximumMonitors));
        Assert.Equal(expected?.Features, actual?.Features);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
