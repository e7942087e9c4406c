using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>
/// Records that no Windows writes. Each error names its fact and what is wrong in it; records of other kinds, which a later Windows may add, are passed over. The records of windows-only-numanode
/// are composed here: NUMA_NODE_RELATIONSHIP (winnt.h) has the relationship u32 at 0, the size at 4, the node at 8, the count of masks u16 at 30, and masks of 16 bytes from 32 on.
/// </summary>
public class MalformedRecordTests
{
    private const string Nodes = "processors/NumaNode";

    // Relationship 99 with nothing behind its size.
    private static readonly byte[] s_other = [99, 0, 0, 0, 8, 0, 0, 0];

    [Fact]
    public void A_record_of_another_kind_is_passed_over_and_records_of_one_node_are_its_processors_together() =>
        Assert.Equal(["0:0-1,4", "3:8"], Cells((Nodes, Join(s_other, Node(0, 0b11), Node(3, 0x100), Node(0, 0b10000), s_other))));

    [Theory]
    [InlineData(0, 7)]
    [InlineData(0, 97)] // there are 96 bytes
    [InlineData(48, 49)] // of which 48 are left
    [InlineData(48, 0)]
    public void A_record_has_8_bytes_at_least_and_ends_with_the_buffer(int at, int size)
    {
        var records = Join(Node(0, 1), Node(1, 2));
        BitConverter.TryWriteBytes(records.AsSpan(at + 4), size);
        AssertRefused((Nodes, records), Nodes, $"byte {at} has {size} bytes");
    }

    [Theory]
    [InlineData(2, "byte 64")]
    [InlineData(0xFFFF, "byte 1048592")] // 32 + 65535 × 16
    public void Masks_end_with_their_record(int count, string end)
    {
        var records = Join(Node(0, 1), Node(1, 2));
        BitConverter.TryWriteBytes(records.AsSpan(30), (ushort)count);
        AssertRefused((Nodes, records), Nodes, end);
        // A record that ends before what every one has.
        AssertRefused((Nodes, Join([1, 0, 0, 0, 10, 0, 0, 0, 0, 0], Node(1, 2))), Nodes, "byte 12");
    }

    [Fact]
    public void A_node_has_a_number_below_a_Mi()
    {
        Assert.Equal(["1048575:0"], Cells((Nodes, Node(1048575, 1))));
        AssertRefused((Nodes, Node(1048576, 1)), Nodes, "1048576");
    }

    [Fact]
    public void Records_of_which_none_names_a_node_are_refused() => AssertRefused((Nodes, s_other), Nodes, "");

    [Theory]
    [InlineData("4095", null)]
    [InlineData("4096", "4096")]
    [InlineData("12x", "'12x'")]
    public void The_highest_node_is_below_4096(string highest, string? named)
    {
        if (named is null)
            Assert.Equal(["0:0-1", "1:2-3"], Cells(("nodes/highest", Encoding.ASCII.GetBytes(highest))));
        else
            AssertRefused(("nodes/highest", Encoding.ASCII.GetBytes(highest)), "nodes/highest", named);
    }

    [Fact]
    public void Without_groups_the_numbers_are_those_of_the_first_and_no_other_is_known()
    {
        Assert.Equal([(0, 0, 0), (1, 0, 1), (2, 0, 2), (3, 0, 3)], NumaProbe.Capabilities(Open("only-numanode")).Cells.SelectMany(cell => cell.Processors!).Select(processor => (processor.Id, processor.Group!.Value, processor.Number!.Value)));
        AssertRefused((Nodes, Node(0, 1, group: 1)), Nodes, "group 1");
    }

    /// <summary>Of windows-job each of two groups can have four processors.</summary>
    [Theory]
    [InlineData(0x1F, 0, "1f")] // a fifth
    [InlineData(1, 2, "group 2")]
    [InlineData(1, 1024, "group 1024")]
    public void A_mask_names_processors_that_its_group_can_have(int mask, ushort group, string named) =>
        Assert.Contains(named, Assert.Throws<TopologyFormatException>(() => NumaProbe.Cells(Changed("job", ("processors/NumaNodeEx", Node(0, (ulong)mask, group))))).Reason, StringComparison.Ordinal);

    [Fact]
    public void A_mask_without_processors_may_be_of_any_group() =>
        Assert.Equal(["0:"], NumaProbe.Cells(Changed("job", ("processors/NumaNodeEx", Node(0, 0, group: 9)), ("nodes/highest", null))).Select(cell => $"{cell.Id}:{cell.Cpus}"));

    [Fact]
    public void A_group_record_among_others_is_found()
    {
        var groups = Content("job", "processors/Group");
        Assert.Equal("0-7", NumaProbe.Capabilities(Changed("job", ("processors/Group", Join(s_other, groups)))).OnlineCpus!.ToString());
    }

    /// <summary>RelationNumaNode shows of a node its first group only.</summary>
    [Fact]
    public void Processors_that_no_record_names_are_an_error_that_names_them()
    {
        var error = Assert.Throws<TopologyFormatException>(() => NumaProbe.Cells(Changed("node-over-groups", ("processors/NumaNodeEx", null))));
        Assert.Contains("processors/NumaNodeEx", error.Fact, StringComparison.Ordinal);
        Assert.Contains("48-95", error.Reason, StringComparison.Ordinal);
    }

    /// <summary>SYSTEM_CPU_SET_INFORMATION: size at 0, type at 4, id at 8, group at 12, number at 14; 32 bytes.</summary>
    [Theory]
    [InlineData(0, 7u, "byte 0 has 7 bytes")]
    [InlineData(0, 129u, "byte 0 has 129 bytes")]
    [InlineData(32, 97u, "byte 32 has 97 bytes")]
    [InlineData(96, 31u, "byte 96")]
    [InlineData(8, 0x8000_0000, "2147483648")]
    [InlineData(12, 0x0040_0000u, "byte 0")] // number 64 of a group
    public void A_CPU_set_that_cannot_be_is_refused(int at, uint value, string named)
    {
        var sets = Content("devices", "process/cpu-sets");
        Assert.Equal(128, sets.Length);
        BitConverter.TryWriteBytes(sets.AsSpan(at), value);
        var error = Assert.Throws<TopologyFormatException>(() => NumaProbe.Capabilities(Changed("devices", ("process/cpu-sets", sets))));
        Assert.Contains("process/cpu-sets", error.Fact, StringComparison.Ordinal);
        Assert.Contains(named, error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_CPU_set_may_have_any_positive_number_and_another_type_no_more_than_its_size()
    {
        var sets = Content("devices", "process/cpu-sets");
        BitConverter.TryWriteBytes(sets.AsSpan(8), int.MaxValue);
        var machine = Changed("devices", ("process/cpu-sets", Join([8, 0, 0, 0, 1, 0, 0, 0], sets)));
        Assert.Equal(int.MaxValue, NumaProbe.Capabilities(machine).Cells[0].Processors![0].CpuSetId);
    }

    [Theory]
    [InlineData("process/affinity", "1 ff 3", "1 ff 3")]
    [InlineData("process/affinity", "0 ff\n1 x", "1 x")]
    [InlineData("memory/total", "16 GiB", "'16 GiB'")]
    public void A_text_that_is_something_else_is_named(string fact, string text, string named)
    {
        var error = Assert.Throws<TopologyFormatException>(() => NumaProbe.Capabilities(Changed("2x64", (fact, Encoding.ASCII.GetBytes(text)))));
        Assert.EndsWith(fact, error.Fact, StringComparison.Ordinal);
        Assert.Contains(named, error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("process/job-affinity", 15, "15")]
    [InlineData("process/default-cpu-sets", 17, "17")]
    public void An_array_has_whole_elements(string fact, int bytes, string named) =>
        Assert.Contains(named, Assert.Throws<TopologyFormatException>(() => NumaProbe.Capabilities(Changed("job", (fact, new byte[bytes])))).Reason, StringComparison.Ordinal);

    [Fact]
    public void White_space_is_as_good_as_nothing()
    {
        var machine = NumaProbe.Capabilities(Changed("sub-numa", ("host/version", " \n"u8.ToArray()), ("memory/page-size", "\n"u8.ToArray())));
        Assert.Equal((null, null), (machine.OperatingSystem, machine.PageSize));
    }

    private static string[] Cells(params (string Fact, byte[]? Content)[] changes) => [.. NumaProbe.Cells(Changed("only-numanode", changes)).Select(cell => $"{cell.Id}:{cell.Cpus}")];

    private static void AssertRefused((string Fact, byte[]? Content) change, string fact, string named)
    {
        var error = Assert.Throws<TopologyFormatException>(() => Cells(change));
        Assert.EndsWith(fact, error.Fact, StringComparison.Ordinal);
        Assert.NotEmpty(error.Reason);
        Assert.Contains(named, error.Reason, StringComparison.Ordinal);
    }

    private static byte[] Node(int node, ulong mask, ushort group = 0)
    {
        var record = new byte[48];
        BitConverter.TryWriteBytes(record, 1);
        BitConverter.TryWriteBytes(record.AsSpan(4), record.Length);
        BitConverter.TryWriteBytes(record.AsSpan(8), node);
        BitConverter.TryWriteBytes(record.AsSpan(30), (ushort)1);
        BitConverter.TryWriteBytes(record.AsSpan(32), mask);
        BitConverter.TryWriteBytes(record.AsSpan(40), group);
        return record;
    }

    private static byte[] Join(params byte[][] records) => [.. records.SelectMany(record => record)];

    private static byte[] Content(string name, string fact)
    {
        var buffer = new byte[64];
        var length = Open(name).Read(fact, ref buffer);
        return buffer[..length];
    }

    private static ChangedMachine Changed(string name, params (string Fact, byte[]? Content)[] changes) =>
        new(Open(name), changes.ToDictionary(change => change.Fact, change => change.Content), new Dictionary<string, IReadOnlyList<string>?>());

    private static Machine Open(string name) => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, $"windows-{name}.numa"));
}
