using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>What memory a node has by each source, at the edges of what each can say. A partition is WIN32_MEMORY_PARTITION_INFORMATION: counts of pages u64 from 48 on.</summary>
public class NodeMemoryTests
{
    private const long GiB = 1L << 30;

    /// <summary>windows-unlisted-node: numbers up to 2, a record for node 0 only.</summary>
    [Theory]
    [InlineData("memory/node2/available", "1", true)]
    [InlineData("memory/node2/available", "0", false)]
    [InlineData("memory/node2/counters", "Total MBytes 8\nFree & Zero Page List MBytes 4", true)]
    [InlineData("memory/node2/counters", "Total MBytes 0\nFree & Zero Page List MBytes 0", false)]
    public void A_number_is_a_nodes_when_one_source_has_memory_there(string fact, string text, bool exists) =>
        Assert.Equal(exists ? [0, 2] : [0], NumaProbe.CellIds(Unlisted((fact, Encoding.ASCII.GetBytes(text)))));

    [Theory]
    [InlineData(8, true)]
    [InlineData(0, false)]
    public void A_partition_with_memory_is_a_node(ulong total, bool exists) => Assert.Equal(exists ? [0, 2] : [0], NumaProbe.CellIds(Unlisted(("memory/node2/partition", Partition(total, 0, 0, 0, 0)))));

    [Theory]
    [InlineData(1, 4096ul, true)] // a range of memory
    [InlineData(1, 0ul, false)] // of no bytes
    [InlineData(5, 0ul, true)] // a device that reaches memory by itself
    [InlineData(6, 0ul, false)] // a port does not
    public void What_the_firmware_has_in_a_domain_makes_a_node(byte type, ulong length, bool exists) =>
        Assert.Equal(exists ? [0, 1] : [0], NumaProbe.CellIds(Unlisted(("firmware/SRAT", new AcpiTable("SRAT", 2).Zeros(12).U8(Affinity(type, 5, length)).ToArray()), ("domain/5", "1"u8.ToArray()))));

    [Theory]
    [InlineData(100, 60, 50, 10, 8, 60, 68)]
    [InlineData(100, 100, 40, 60, 0, 100, 100)] // all free
    [InlineData(100, 100, 0, 0, 100, 0, 100)] // all on standby
    [InlineData((1ul << 51) - 1, 0, 0, 0, 0, 0, 0)] // as many pages as 63 bits count bytes of
    public void A_partition_that_adds_up_is_taken(ulong total, ulong available, ulong zero, ulong free, ulong standby, long pagesFree, long pagesAvailable)
    {
        var cell = NumaProbe.Cells(Changed("node-over-groups", ("memory/total", null), ("memory/node0/partition", Partition(total, available, zero, free, standby))))[0];
        Assert.Equal((MemorySource.Partition, (long)total * 4096, pagesFree * 4096, pagesAvailable * 4096), (cell.MemorySource, cell.Memory, cell.FreeMemory, cell.AvailableMemory));
    }

    [Theory]
    [InlineData(100, 101, 0, 0, 0)]
    [InlineData(100, 60, 60, 41, 0)]
    [InlineData(100, 60, 0, 0, 101)]
    [InlineData(1ul << 51, 0, 0, 0, 0)] // 2^63 bytes
    [InlineData(100, 1ul << 51, 0, 0, 0)]
    public void A_partition_that_cannot_be_is_not_used(ulong total, ulong available, ulong zero, ulong free, ulong standby) =>
        Assert.Null(NumaProbe.Cells(Changed("node-over-groups", ("memory/total", null), ("memory/node0/partition", Partition(total, available, zero, free, standby))))[0].Memory);

    [Fact]
    public void A_partition_that_is_cut_is_malformed() =>
        Assert.EndsWith("memory/node0/partition", Assert.Throws<TopologyFormatException>(() => NumaProbe.Cells(Changed("node-over-groups", ("memory/node0/partition", Partition(100, 0, 0, 0, 0)[..239])))).Fact, StringComparison.Ordinal);

    [Fact]
    public void Of_a_single_node_the_call_never_says_what_is_free()
    {
        var cell = NumaProbe.Cells(Changed("node-over-groups", ("memory/total", null)))[0];
        Assert.Equal((null, null, null), (cell.Memory, cell.FreeMemory, cell.AvailableMemory));
    }

    [Theory]
    [InlineData("53687091200", 50)] // the node's own, as recorded
    [InlineData(null, 40)]
    public void What_is_available_is_the_nodes_else_the_machines(string? node, int available)
    {
        var machine = Changed("node-over-groups", ("memory/available", "42949672960"u8.ToArray()), ("memory/node0/available", node is null ? null : Encoding.ASCII.GetBytes(node)));
        Assert.Equal(available * GiB, NumaProbe.Cells(machine)[0].AvailableMemory);
        Assert.Equal(available * GiB, NumaProbe.FreeMemory(machine)[0].AvailableMemory);
    }

    [Theory]
    [InlineData("Total MBytes 16\nFree & Zero Page List MBytes 16\nStandby List MBytes 0", 16L, 16L, 16L)]
    [InlineData("Total MBytes 16\nFree & Zero Page List MBytes 4", 16L, 4L, null)]
    [InlineData("7\nTotal MBytes 16\nFree & Zero Page List MBytes 4", 16L, 4L, null)] // a number without a name
    [InlineData("Total MBytes 8796093022207\nFree & Zero Page List MBytes 4", 8796093022207, 4L, null)]
    [InlineData("Total MBytes 16\nFree & Zero Page List MBytes 17", null, null, null)]
    public void Counters_are_in_megabytes(string counters, long? total, long? free, long? available)
    {
        var cell = NumaProbe.Cells(Changed("node-over-groups", ("memory/total", null), ("memory/node0/counters", Encoding.ASCII.GetBytes(counters))))[0];
        Assert.Equal((total << 20, free << 20, available << 20), (cell.Memory, cell.FreeMemory, cell.AvailableMemory));
    }

    [Fact]
    public void A_counter_beyond_63_bits_of_bytes_is_malformed() =>
        Assert.Contains("8796093022208", Assert.Throws<TopologyFormatException>(() => NumaProbe.Cells(Changed("node-over-groups", ("memory/node0/counters", "Total MBytes 8796093022208"u8.ToArray())))).Reason, StringComparison.Ordinal);

    /// <summary>Nobody but the firmware tells of memory: node 0 has domain 0.</summary>
    [Fact]
    public void A_range_of_no_bytes_may_be_in_any_domain()
    {
        byte[] Srat(ulong elsewhere) => new AcpiTable("SRAT", 2).Zeros(12).U8(Affinity(1, 0, 4 * GiB)).U8(Affinity(1, 9, elsewhere)).ToArray();
        Assert.Equal(4 * GiB, NumaProbe.Cells(Changed("node-over-groups", ("memory/total", null), ("domain/0", "0"u8.ToArray()), ("firmware/SRAT", Srat(0))))[0].Memory);
        // Memory of a domain that no node has may be this one's.
        Assert.Null(NumaProbe.Cells(Changed("node-over-groups", ("memory/total", null), ("domain/0", "0"u8.ToArray()), ("firmware/SRAT", Srat(4096))))[0].Memory);
    }

    [Theory]
    [InlineData("4096", "2097152", "4096: 8388608 5242880 | 2097152: - -")]
    [InlineData(null, "2097152", "2097152: - -")]
    [InlineData("0", "2097152", "2097152: - -")]
    [InlineData("4096", "0", "4096: 8388608 5242880")]
    [InlineData(null, null, null)]
    public void Pages_are_the_base_pages_and_the_size_of_large_ones(string? page, string? large, string? pools)
    {
        // 32 GiB, 20 of them free.
        var cell = NumaProbe.Cells(Changed("sub-numa", ("memory/page-size", page is null ? null : Encoding.ASCII.GetBytes(page)), ("memory/large-page", large is null ? null : Encoding.ASCII.GetBytes(large))))[0];
        Assert.Equal(pools, cell.Pages is null ? null : string.Join(" | ", cell.Pages.Select(pool => $"{pool.Size}: {pool.Total?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"} {pool.Free?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}")));
    }

    [Fact]
    public void Only_the_cells_asked_for_are_told()
    {
        var machine = Open("sub-numa");
        Assert.Equal([2, 0], NumaProbe.Cells(machine, [2, 99, 0]).Select(cell => cell.Id));
        Assert.Equal([(2, 20 * GiB)], NumaProbe.FreeMemory(machine, [2, 99]).Select(memory => (memory.Id, memory.FreeMemory!.Value)));
    }

    private static byte[] Partition(ulong total, ulong available, ulong zero, ulong free, ulong standby)
    {
        var bytes = new byte[240];
        ulong[] counts = [total, available, zero, free, standby];
        for (var i = 0; i < counts.Length; i++)
            BitConverter.TryWriteBytes(bytes.AsSpan(48 + (8 * i)), counts[i]);
        return bytes;
    }

    /// <summary>ACPI 6.5, 5.2.16: memory (1) has its domain at 2, bytes at 16 and flags at 28 of 40 bytes; an initiator (5) and a port (6) have the domain at 4 and flags at 24 of 32.</summary>
    private static byte[] Affinity(byte type, uint domain, ulong length)
    {
        var entry = new byte[type == 1 ? 40 : 32];
        (entry[0], entry[1]) = (type, (byte)entry.Length);
        BitConverter.TryWriteBytes(entry.AsSpan(type == 1 ? 2 : 4), domain);
        if (type == 1)
            BitConverter.TryWriteBytes(entry.AsSpan(16), length);
        entry[type == 1 ? 28 : 24] = 1;
        return entry;
    }

    /// <summary>Of windows-unlisted-node what Windows lists alone, and what is added.</summary>
    private static ChangedMachine Unlisted(params (string Fact, byte[]? Content)[] added) =>
        Changed("unlisted-node", [.. new[] { "memory/node2/available", "memory/node2/partition", "firmware/SRAT" }.Except(added.Select(change => change.Fact)).Select(fact => (fact, (byte[]?)null)), .. added]);

    private static ChangedMachine Changed(string name, params (string Fact, byte[]? Content)[] changes) =>
        new(Open(name), changes.ToDictionary(change => change.Fact, change => change.Content), new Dictionary<string, IReadOnlyList<string>?>());

    private static Machine Open(string name) => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, $"windows-{name}.numa"));
}
