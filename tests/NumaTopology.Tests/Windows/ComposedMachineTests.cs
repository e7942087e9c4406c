using System;
using System.IO;
using System.Linq;
using System.Text;
using NumaTopology.Machines.Windows;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>The Windows machines of tests/Machines, whose records were composed by hand; each file says what it stands for.</summary>
public class ComposedMachineTests
{
    [Theory]
    [InlineData("altra-2x80", "0:0-79|1:80-159")]
    [InlineData("groupcount-0", "0:0-3|1:4-7")]
    [InlineData("sub-numa", "0:0-7|1:8-15|2:16-23|3:24-31")]
    [InlineData("node-over-groups", "0:0-95")]
    [InlineData("memory-only", "0:0-3|1:4-7|3:")]
    [InlineData("only-numanode", "0:0-1|1:2-3")]
    public void Processors_are_in_the_cells_of_their_masks(string name, string cells) =>
        Assert.Equal(cells, string.Join('|', NumaProbe.Cells(Open(name)).Select(cell => $"{cell.Id}:{cell.Cpus}")));

    [Theory]
    [InlineData("altra-2x80", "10 20|20 10")]
    [InlineData("sub-numa", "10 12 21 21|12 10 21 21|21 21 10 12|21 21 12 10")]
    [InlineData("memory-only", "10 20 17|20 10 28|17 28 10")]
    [InlineData("sparse-domains", "10 22 24|30 10 34|40 42 10")] // as numactl -H prints them on the machine whose firmware this is
    public void Distances_go_through_the_map_of_domains(string name, string rows)
    {
        var machine = Open(name);
        Assert.Equal(rows, string.Join('|', NumaProbe.Cells(machine).Select(cell => string.Join(' ', cell.Distances.Select(distance => distance.Value)))));
        Assert.DoesNotContain(machine.Log.Warnings, warning => warning.Contains("Distances"));
    }

    [Fact]
    public void A_group_and_a_number_in_it_are_one_id()
    {
        var processors = NumaProbe.Capabilities(Open("altra-2x80")).Cells.SelectMany(cell => cell.Processors!).ToList();
        Assert.Equal(160, processors.Select(processor => processor.Id).Distinct().Count());
        Assert.Equal(160, processors.Select(processor => (processor.Group, processor.Number)).Distinct().Count());
        // Group 0 has 64, group 1 has 32: processor 79 is number 15 of group 1, processor 96 the first of group 2.
        Assert.Equal((1, 15, 0), Place(79));
        Assert.Equal((1, 16, 1), Place(80));
        Assert.Equal((2, 0, 1), Place(96));

        (int?, int?, int?) Place(int id) => processors.Where(processor => processor.Id == id).Select(processor => (processor.Group, processor.Number, processor.Socket)).Single();
    }

    [Theory]
    [InlineData("altra-2x80", MemorySource.Partition, 256, 200, 230)]
    [InlineData("groupcount-0", MemorySource.PerformanceCounter, 16, 4, 6)]
    [InlineData("node-over-groups", MemorySource.Host, 64, null, 50)] // with a single node the call counts the standby list: it tells what is available
    public void Memory_says_where_it_is_known_from(string name, MemorySource source, int total, int? free, int? available)
    {
        var cell = NumaProbe.Cells(Open(name))[0];
        Assert.Equal((source, total, free, available), (cell.MemorySource, (int)(cell.Memory! >> 30), (int?)(cell.FreeMemory >> 30), (int?)(cell.AvailableMemory >> 30)));
    }

    /// <summary>The partition of the two nodes counts 549 755 813 888 bytes; that is 5 % more than the first two totals less one, and 5 % less than the others plus one.</summary>
    [Theory]
    [InlineData("523576965608", MemorySource.Partition)]
    [InlineData("523576965607", null)]
    [InlineData("578690330408", MemorySource.Partition)]
    [InlineData("578690330409", null)]
    [InlineData("366503875925", null)] // 50 % more
    public void A_source_that_is_more_than_5_percent_off_the_machines_memory_is_not_used(string hostTotal, MemorySource? source)
    {
        var machine = new ChangedMachine(Open("altra-2x80"), WindowsFacts.TotalMemory, Encoding.ASCII.GetBytes(hostTotal));
        Assert.All(NumaProbe.Cells(machine), cell => Assert.Equal((source, source is null ? null : 256L << 30), (cell.MemorySource, cell.Memory)));
        // -Verbose says so, with both numbers.
        Assert.Equal(source is null, machine.Log.Details.Any(detail => detail.Contains("Partition") && detail.Contains("549755813888") && detail.Contains(hostTotal)));
    }

    [Fact]
    public void Memory_from_the_firmware_is_warned_of_once()
    {
        var machine = Open("sparse-domains");
        // Of the first 512 MiB, the 384 KiB from 0xA0000 to 0x100000 are no memory.
        Assert.Equal([(512L << 20) - (384 << 10), 512L << 20, 512L << 20], NumaProbe.Cells(machine).Select(cell => cell.Memory));
        Assert.Contains("firmware", Assert.Single(machine.Log.Warnings));
    }

    [Fact]
    public void Without_a_table_or_a_call_what_is_unknown_is_null_and_warned_of()
    {
        var machine = Open("only-numanode");
        Assert.All(NumaProbe.Cells(machine), cell => Assert.Equal((null, null, null), (cell.Memory, cell.FreeMemory, cell.MemorySource)));
        Assert.Contains("Distances between nodes are unknown", Assert.Single(machine.Log.Warnings));
    }

    [Fact]
    public void A_machine_that_reports_everything_is_read_without_a_warning()
    {
        var machine = Open("altra-2x80");
        NumaProbe.Capabilities(machine);
        Assert.Empty(machine.Log.Warnings);
    }

    [Theory]
    [InlineData("hmat-1")]
    [InlineData("hmat-2")]
    public void The_whole_matrix_of_the_HMAT_is_told(string name)
    {
        var machine = NumaProbe.Capabilities(Open(name));
        var latencies = machine.Interconnects.Where(value => value.Type == InterconnectType.Latency).Select(value => (value.Initiator, value.Target, value.Value));
        Assert.Equal([(0, 0, 80L), (0, 1, 130L), (0, 2, 250L), (1, 0, 130L), (1, 1, 80L), (1, 2, null)], latencies);
        var bandwidths = machine.Interconnects.Where(value => value.Type == InterconnectType.Bandwidth).Select(value => value.Value >> 20);
        Assert.Equal(name == "hmat-2" ? [200000, 100000, 50000, 100000, 200000, null] : [20000, 10000, 5000, 10000, 20000, null], bandwidths);
        Assert.Equal("L1 64MiB", Assert.Single(machine.Cells[2].MemorySideCaches).ToString());
    }

    [Fact]
    public void Cores_of_a_hybrid_laptop_have_their_kinds_modules_and_threads()
    {
        var processors = NumaProbe.Capabilities(Open("hybrid-laptop")).Cells[0].Processors!;
        Assert.Equal(Enumerable.Repeat<CoreKind?>(CoreKind.Performance, 4).Concat(Enumerable.Repeat<CoreKind?>(CoreKind.Efficiency, 4)), processors.Select(processor => processor.CoreKind));
        Assert.Equal([0, 0, 1, 1, 2, 2, 2, 2], processors.Select(processor => processor.Cluster!.Value));
        Assert.Equal([0, 0, 1, 1, 2, 3, 4, 5], processors.Select(processor => processor.Core!.Value));
        Assert.Equal("2-3", processors[2].Siblings!.ToString());
    }

    [Theory]
    [InlineData("x86-three-kinds", "Performance: 0-3; Efficiency: 4-7; LowPower: 8-9")] // Intel's P, E and low-power E cores
    [InlineData("arm-three-kinds", "Performance: 4-7; Efficiency: 0-3")] // prime and big; LITTLE is for all work that they are too good for
    public void Three_kinds_of_cores_are_what_their_architecture_makes_of_them(string name, string kinds)
    {
        var processors = NumaProbe.Capabilities(Open(name)).Cells[0].Processors!;
        Assert.Equal(kinds, string.Join("; ", processors.GroupBy(processor => processor.CoreKind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Key}: {CpuSet.From(kind.Select(processor => processor.Id))}")));
    }

    [Theory]
    [InlineData("x86_64", "LowPower")]
    [InlineData("i686", "LowPower")]
    [InlineData("aarch64", "Efficiency")]
    public void The_slowest_of_three_kinds_is_for_background_work_on_x86_alone(string architecture, string kind)
    {
        var processors = NumaProbe.Capabilities(new ChangedMachine(Open("x86-three-kinds"), "host/architecture", Encoding.ASCII.GetBytes(architecture))).Cells[0].Processors!;
        Assert.Equal(("Performance", kind), (processors[0].CoreKind.ToString()!, processors[^1].CoreKind.ToString()!));
        Assert.Equal(architecture == "aarch64" ? "Performance" : "Efficiency", processors[4].CoreKind.ToString());
    }

    [Theory]
    [InlineData("sub-numa", "0 0 1 1", 2, "0 0 1 1")] // 12 within a socket, 21 between them
    [InlineData("cxl", "0 1 -", null, "0 1 1")]
    [InlineData("memory-only", "- - -", null, "0 - -")] // nobody tells the sockets
    [InlineData("only-numanode", "- -", null, null)]
    public void Nodes_are_in_the_sockets_of_their_processors(string name, string sockets, int? each, string? hops)
    {
        var machine = NumaProbe.Capabilities(Open(name));
        Assert.Equal(sockets, string.Join(' ', machine.Cells.Select(cell => cell.Socket?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-")));
        if (each is not null)
            Assert.Equal(each, machine.CellsPerSocket);
        Assert.Equal(hops, machine.Distances.Count == 0 ? null : string.Join(' ', machine.Cells[0].Distances.Select(distance => distance.Hops?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-")));
    }

    [Fact]
    public void A_node_over_two_sockets_is_in_none()
    {
        // The mask of the first record, 8 bytes at 32, is that of processors 0-31, which are two packages.
        var machine = (NumaTopology.Snapshots.SnapshotMachine)Open("sub-numa");
        var records = machine.Facts["processors/NumaNodeEx"].ToArray();
        records.AsSpan(32, 4).Fill(0xFF);
        Assert.Equal([null, 0, 1, 1], NumaProbe.Cells(new ChangedMachine(machine, "processors/NumaNodeEx", records)).Select(cell => cell.Socket));
    }

    [Fact]
    public void The_system_is_Windows_with_its_version_and_devices_are_null_where_nobody_lists_any()
    {
        var machine = NumaProbe.Capabilities(Open("sub-numa"));
        Assert.Equal("Windows 10.0.20348", machine.OperatingSystem);
        Assert.Null(machine.Devices);
        Assert.Null(machine.Cells[0].Devices);
        Assert.Empty(NumaProbe.Devices(Open("sub-numa")));
    }

    [Fact]
    public void Caches_of_memory_stand_by_their_level()
    {
        // ACPI 6.5, 5.2.28.5: type 2, 32 bytes, domain at 8, size at 16, level in bits 4-7 of the attributes at 24.
        static byte[] Cache(uint domain, ulong size, uint level) => new AcpiTable("HMAT").U16(2, 0).U32(32, domain, 0).U64(size).U32(level << 4).U16(0, 0).ToArray()[36..];
        var machine = new ChangedMachine(Open("sub-numa"), WindowsFacts.Hmat, new AcpiTable("HMAT", 2).Zeros(4).U8(Cache(1, 1 << 20, 2)).U8(Cache(1, 2 << 20, 1)).ToArray());
        Assert.Equal([(1, 2L << 20), (2, 1L << 20)], NumaProbe.Cells(machine)[1].MemorySideCaches.Select(cache => (cache.Level, cache.Size)));
        Assert.Empty(NumaProbe.Cells(machine)[0].MemorySideCaches);
    }

    [Fact]
    public void Caches_are_those_of_their_records()
    {
        var caches = NumaProbe.Capabilities(Open("sub-numa")).Caches.Where(cache => cache.Level == 3).Select(cache => cache.ToString());
        Assert.Equal(["L3 32MiB (0-15)", "L3 32MiB (16-31)"], caches);
    }

    private static Machine Open(string name) => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, $"windows-{name}.numa"));
}
