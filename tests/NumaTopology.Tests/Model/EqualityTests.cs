using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using Xunit;

namespace NumaTopology.Tests.Model;

/// <summary>What two machines say the same of is equal, whatever else differs is not, and the order that Compare-Object asks for agrees.</summary>
public class EqualityTests
{
    public static TheoryData<string> Kept => [.. Directory.GetFiles(Repository.Machines, "*.numa").Select(path => Path.GetFileNameWithoutExtension(path))];

    public static TheoryData<string> Types =>
        [.. typeof(NumaCell).Assembly.GetExportedTypes().Where(type => type.GetMethod("<Clone>$") is not null && type != typeof(PlacementAnswer) && type != typeof(NumaPlan) && type != typeof(PlanShortfall) && type != typeof(PictureOptions)).Select(type => type.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kept))]
    public void Two_reads_of_one_machine_are_equal(string name)
    {
        var copy = Path.Combine(Path.GetTempPath(), $"numa-{Guid.NewGuid():N}.numa");
        File.Copy(Path.Combine(Repository.Machines, name + ".numa"), copy);
        var first = Objects(Path.Combine(Repository.Machines, name + ".numa"));
        // Another path is the same machine still.
        var second = Objects(copy);
        File.Delete(copy);
        Assert.Equal(first.Count, second.Count);
        foreach (var (one, other) in first.Zip(second))
        {
            Assert.Equal(one, other);
            Assert.Equal(one.GetHashCode(), other.GetHashCode());
            Assert.Equal(0, ((IComparable)one).CompareTo(other));
        }
    }

    [Fact]
    public void Cells_of_different_machines_that_have_one_number_differ()
    {
        var cells = Kept.Select(row => NumaProbe.Capabilities(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, row.Data + ".numa"))).Cells[0]).ToList();
        Assert.True(cells.Count > 10);
        foreach (var (one, i) in cells.Select((cell, i) => (cell, i)))
        {
            foreach (var other in cells.Skip(i + 1))
                AssertDiffer(one, other);
        }
    }

    /// <summary>Each property of each kind of object is changed in turn. Only where and when it was read makes no difference.</summary>
    [Theory]
    [MemberData(nameof(Types))]
    public void Objects_that_differ_in_one_property_are_not_equal(string typeName)
    {
        var changed = new HashSet<string>();
        var ofType = s_all.Value.Where(item => item.GetType().Name == typeName).ToList();
        Assert.NotEmpty(ofType);
        var properties = ofType[0].GetType().GetProperties().Where(property => property.CanWrite).ToList();
        foreach (var property in properties)
        {
            foreach (var item in ofType.Where(item => property.GetValue(item) is not (null or IList { Count: 0 })).Take(3).DefaultIfEmpty(ofType[0]))
            {
                if (Other(property.PropertyType, property.GetValue(item)) is not { } value)
                    continue;
                var other = item.GetType().GetMethod("<Clone>$")!.Invoke(item, null)!;
                Assert.Equal(item, other);
                property.SetValue(other, value);
                changed.Add(property.Name);
                if (property.Name is "Snapshot" or "Captured" || (property.Name == "HostName" && typeName != nameof(NumaCapabilities)))
                    Assert.True(item.Equals(other) && ((IComparable)item).CompareTo(other) == 0, $"{typeName}.{property.Name} makes a difference");
                else
                    AssertDiffer(item, other);
            }
        }

        Assert.Equal(properties.Select(property => property.Name).Order(), changed.Order());
    }

    [Fact]
    public void Pages_and_readings_differ_in_each_number()
    {
        AssertDiffer(new PagePool(4096, 2, 1), new PagePool(4096, 3, 1));
        AssertDiffer(new PagePool(4096, 2, 1), new PagePool(4096, 2, null));
        AssertDiffer(new NumaCellFreeMemory(1, 3, 2, 1, null), new NumaCellFreeMemory(1, 3, 2, 2, null));
        Assert.Equal(new NumaCellFreeMemory(1, 3, 2, 1, null), new NumaCellFreeMemory(1, 3, 2, 1, "a.numa"));
        NumaDistance near = new() { From = 0, To = 1, Value = 20 };
        AssertDiffer(NumaDistanceRow.Of([near])[0], NumaDistanceRow.Of([near with { Value = 21 }])[0]);
        Assert.Equal(NumaDistanceRow.Of([near])[0], NumaDistanceRow.Of([near with { }])[0]);
    }

    [Fact]
    public void Cells_are_sorted_by_number_and_something_else_has_no_order()
    {
        Assert.Equal([2, 10], new[] { 10, 2 }.Select(id => new NumaCell { Id = id }).Order().Select(cell => cell.Id));
        Assert.Throws<ArgumentException>(() => ((IComparable)new NumaCell { Id = 1 }).CompareTo("cell1"));
        Assert.Equal(1, ((IComparable)new NumaCell { Id = 1 }).CompareTo(null));
    }

    private static readonly Lazy<List<object>> s_all = new(() => [.. Kept.SelectMany(row => Objects(Path.Combine(Repository.Machines, row.Data + ".numa"))), .. Others()]);

    /// <summary>Every object that a machine answers with, and those within.</summary>
    private static List<object> Objects(string path)
    {
        var machine = NumaProbe.Capabilities(MachineSource.OpenSnapshot(path));
        var found = new List<object>();
        Add(found, machine);
        Add(found, NumaProbe.FreeMemory(MachineSource.OpenSnapshot(path)));
        Add(found, NumaDistanceRow.Of(machine.Distances));
        Add(found, NumaProbe.Reservations(MachineSource.OpenSnapshot(path)));
        Add(found, NumaProbe.Checks(MachineSource.OpenSnapshot(path)));
        Add(found, NumaProbe.Processes(MachineSource.OpenSnapshot(path), new ProcessSelection { WithThreads = true, WithMemory = true }));
        Add(found, TopologyComparer.Compare(machine with { PageSize = 1024, Architecture = "m68k" }, machine with { PageSize = 2048, Architecture = "ia64" }));
        // More than the CPU time of limits.numa: a warning.
        Add(found, PlacementFinder.Find(machine, new PlacementRequest { Cpu = 2, ReservedMemory = [new ReservedMemory { Cells = [1], Bytes = 1 }] }).Placements);
        Add(found, PlacementFinder.Find(machine, new PlacementRequest { Cpu = 1, Devices = machine.Devices?.Take(1).ToList() ?? [], ExcludedCells = [99], Cells = machine.Cells.Select(cell => cell.Id).ToList() }).Placements);
        if (machine.Cells[0].FreeMemory > 1 << 20)
            Add(found, PlacementFinder.Find(machine, new PlacementRequest { Memory = 1 << 20 }).Placements);
        // Tier 4 is that of hmat.numa's ordinary memory.
        if (machine.Cells.Any(cell => cell.MemoryTier == 4))
            Add(found, PlacementFinder.Find(machine, new PlacementRequest { Memory = 1 << 20, MemoryKinds = [CellKind.Ordinary], MemoryTiers = [4] }).Placements);
        return found;
    }

    /// <summary>What no kept machine answers with: what resctrl controls, and what acts return.</summary>
    private static List<object> Others()
    {
        var found = new List<object>();
        var bound = new NumaProcessBinding { Cpus = CpuSet.Of(1), MemoryPolicy = NumaMemoryPolicy.Bind, MemoryCells = [1] };
        Add(found, new NumaStartedProcess(Process.GetCurrentProcess()) { Name = "serve", Requested = bound, Effective = bound });
        Add(found, new NumaMovedProcess { Id = 1, Name = "serve", Threads = 2, Cpus = CpuSet.Of(1), MemoryCells = [1], Moved = 4096, Failed = [new NumaPageFailure(PageFailure.Shared, 4096)], Remaining = 4096, LongestBatchMs = 1.5, MemoryPolicy = "bind:1" });
        CacheControl control = new() { Type = CacheType.Data, Granularity = 1 };
        Add(found, new NumaCapabilities
        {
            Caches = [new CpuCache { Level = 3, Type = CacheType.Unified, Id = 1, Controls = [control] }],
            CacheMonitor = new ResourceMonitor { MaximumMonitors = 2, Features = ["llc_occupancy"] },
            MemoryBandwidthMonitor = new ResourceMonitor { MaximumMonitors = 3 },
            MemoryBandwidth = [new MemoryBandwidthControl { Id = 1, Cpus = CpuSet.Of(1), Granularity = 10 }],
            Cells = [new NumaCell { Id = 1 }],
            UnassignedProcessors = [new LogicalProcessor { Id = 1 }],
        });
        Add(found, new NumaCellActivity { Id = 1, Time = DateTimeOffset.UnixEpoch, HugePages = [new PagePool(4096, 1, 1)] });
        return found;
    }

    private static void Add(List<object> found, object? value)
    {
        if (value is IEnumerable items and not string)
        {
            foreach (var item in items)
                Add(found, item);
        }
        else if (value is IComparable && value.GetType().GetMethod("<Clone>$") is not null)
        {
            found.Add(value);
            foreach (var property in value.GetType().GetProperties())
                Add(found, property.GetValue(value));
        }
    }

    private static object? Other(Type type, object? value) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(int) => (value as int? ?? 0) + 1,
        var t when t == typeof(long) => (value as long? ?? 0) + 1,
        var t when t == typeof(ulong) => (value as ulong? ?? 0) + 1,
        var t when t == typeof(double) => (value as double? ?? 0) + 0.5,
        var t when t == typeof(bool) => !(value as bool? ?? false),
        var t when t == typeof(string) => value + "x",
        var t when t == typeof(DateTimeOffset) => (value as DateTimeOffset? ?? default).AddSeconds(1),
        var t when t == typeof(CpuSet) => ((value as CpuSet) ?? CpuSet.Empty).Union(CpuSet.Of(4711)),
        var t when t == typeof(object) => value is null ? null : Other(value.GetType(), value),
        { IsEnum: true } t => Enum.GetValues(t).Cast<object>().First(other => !other.Equals(value)),
        { IsGenericType: true } => value is IList { Count: > 0 } list ? Longer(list) : null,
        _ => value is null ? null : Changed(value),
    };

    private static IList Longer(IList list)
    {
        var longer = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(list.GetType().GetGenericArguments()[0]))!;
        foreach (var item in list)
            longer.Add(item);
        longer.Add(list[0] is PagePool ? list[0] : Other(list[0]!.GetType(), list[0]));
        return longer;
    }

    /// <summary>An object within, with its first property changed.</summary>
    private static object Changed(object value)
    {
        var other = value.GetType().GetMethod("<Clone>$")!.Invoke(value, null)!;
        var property = value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).First(property => property.CanWrite);
        property.SetValue(other, Other(property.PropertyType, property.GetValue(value)));
        return other;
    }

    private static void AssertDiffer(object one, object other)
    {
        Assert.False(one.Equals(other), $"{one} equals {other}");
        var order = ((IComparable)one).CompareTo(other);
        Assert.True(order != 0 && Math.Sign(order) == -Math.Sign(((IComparable)other).CompareTo(one)), $"{one} and {other}: {order}");
    }
}
