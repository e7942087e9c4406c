using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NumaTopology.Machines.Windows;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>The rules about processor groups, network adapters and nodes of Windows, on composed machines and changes of them.</summary>
public class WindowsRuleTests : HealthTest
{
    // Of windows-devices: the adapter is attached to node 1, whose CPUs are 2-3 of group 0.
    private const string Adapter = @"PCI\VEN_8086&DEV_10FB&SUBSYS_00038086&REV_01\6&2B3C4D5E&0&0008";

    [Theory]
    [InlineData("windows-sub-numa", "Pass : 1 group of 32 CPUs")]
    [InlineData("windows-2x64", "Pass : 2 groups of 64, 64 CPUs")]
    [InlineData("windows-split-nodes", "Pass : 4 groups of 36, 36, 36, 36 CPUs")]
    [InlineData("windows-altra-2x80", "Warning : 3 groups of 64, 32, 64 CPUs")]
    [InlineData("windows-job", "Warning : 2 groups of 4, 4 CPUs")]
    public void Groups_are_of_one_size_and_no_more_than_whole_nodes_need(string name, string said) => Assert.Equal(said, Said(Open(name), "GroupSize"));

    [Theory]
    [InlineData("windows-sub-numa", "Pass : every node in one group")]
    [InlineData("windows-altra-2x80", "NotApplicable : nodes 0-1 larger than a group")]
    public void A_node_is_in_one_group_unless_it_is_larger(string name, string said) => Assert.Equal(said, Said(Open(name), "GroupNode"));

    // Eight CPUs in two groups of four, all of one node.
    [Fact]
    public void A_small_node_over_two_groups_is_told()
    {
        var machine = Open("windows-job");
        Assert.Equal("Pass : every node in one group", Said(machine, "GroupNode"));
        Assert.Equal("Warning 0: CPUs of node 0 in several groups", Said(Changed(machine, (WindowsFacts.NumaNodesEx, Node(0, (0, 0x0f), (1, 0x03)).Concat(Node(1, (1, 0x0c))).ToArray())), "GroupNode"));
    }

    // Of the nodes of 80 CPUs the second has only the 16 of group 1.
    [Fact]
    public void A_node_larger_than_a_group_says_nothing_of_the_others()
    {
        var machine = Changed(Open("windows-altra-2x80"), (WindowsFacts.NumaNodesEx, Node(0, (0, ulong.MaxValue), (1, 0xffff)).Concat(Node(1, (1, 0xffff0000))).ToArray()));
        Assert.Equal("Pass : every other node in one group; node 0 larger than a group", Said(machine, "GroupNode"));
    }

    [Fact]
    public void A_node_without_memory_is_told_and_memory_without_CPUs_is_sound()
    {
        Assert.Equal(CheckStatus.Pass, Check(Open("windows-memory-only"), "NodeMemory").Status);
        Assert.Equal(CheckStatus.Pass, Check(Open("windows-cxl"), "NodeMemory").Status);
        // 240 bytes of a memory partition without a page, and no total of the machine to compare the sum with.
        Assert.Equal("Warning 1: node 1 without memory", Said(Changed(Open("windows-sub-numa"), (WindowsFacts.Partition(1), new byte[240]), (WindowsFacts.TotalMemory, null)), "NodeMemory"));
    }

    [Theory]
    [InlineData("*RSS 1\n*RSSProfile 4\n*RssBaseProcGroup 0\n*RssBaseProcNumber 0\n*RssMaxProcGroup 0\n*RssMaxProcNumber 1\n", "Warning 1: Intel(R) Ethernet Controller X520: RSS at another node")]
    [InlineData("*RSS 1\n*RSSProfile\n*RssBaseProcGroup\n*RssBaseProcNumber 0\n*RssMaxProcGroup\n*RssMaxProcNumber 1\n", "Warning 1: Intel(R) Ethernet Controller X520: RSS at another node")]
    [InlineData("*RSS 1\n*RssBaseProcNumber 0\n*RssMaxProcNumber 2\n", "Pass : Intel(R) Ethernet Controller X520: RSS at the own node")]
    [InlineData("*RSS 1\n*RssBaseProcNumber 0\n*RssMaxProcNumber\n", "Pass : Intel(R) Ethernet Controller X520: RSS at the own node")]
    [InlineData("*RSS 1\n*RSSProfile 6\n*RssBaseProcNumber 0\n*RssMaxProcNumber 1\n", "NotApplicable : no CPUs set for RSS")]
    [InlineData("*RSS 1\n*RSSProfile\n*RssBaseProcGroup\n*RssBaseProcNumber\n*RssMaxProcGroup\n*RssMaxProcNumber\n", "NotApplicable : no CPUs set for RSS")]
    [InlineData("*RSS 0\n*RssBaseProcNumber 0\n*RssMaxProcNumber 1\n", "NotApplicable : no CPUs set for RSS")]
    [InlineData(null, "Unknown : Intel(R) Ethernet Controller X520: RSS or node not reported")]
    public void CPUs_that_are_set_for_RSS_include_some_of_the_adapters_node(string? settings, string said) =>
        Assert.Equal(said, Said(Changed(Open("windows-devices"), (WindowsFacts.Device(Adapter, WindowsFacts.Rss), settings is null ? null : Encoding.ASCII.GetBytes(settings))), "RssNode"));

    // On windows-2x64 group 1 is node 1. The CPUs from the base to the maximum go over both groups.
    [Theory]
    [InlineData("*RssBaseProcGroup 1\n*RssBaseProcNumber 0\n", "Pass : X520: RSS at the own node", "X520, node 1: RSS CPUs 64-127")]
    [InlineData("*RssBaseProcGroup 0\n*RssBaseProcNumber 60\n*RssMaxProcGroup 1\n*RssMaxProcNumber 0\n", "Pass : X520: RSS at the own node", "X520, node 1: RSS CPUs 60-64")]
    [InlineData("*RssBaseProcGroup 1\n*RssBaseProcNumber 63\n*RssMaxProcGroup 1\n*RssMaxProcNumber 63\n", "Pass : X520: RSS at the own node", "X520, node 1: RSS CPUs 127")]
    [InlineData("*RssBaseProcGroup 0\n*RssBaseProcNumber 62\n*RssMaxProcGroup 0\n*RssMaxProcNumber 63\n", "Warning 1: X520: RSS at another node", "X520, node 1: RSS CPUs 62-63")]
    public void The_CPUs_of_RSS_may_go_over_groups(string settings, string said, string evidence)
    {
        var machine = Changed(Open("windows-2x64"), Adapters(("1", settings)));
        Assert.Equal(said, Said(machine, "RssNode"));
        Assert.Equal([evidence], Check(machine, "RssNode").Evidence);
    }

    [Theory]
    [InlineData("1", "*RssBaseProcNumber 0\n*RssMaxProcNumber 7\n", "Warning 0,1: X520 and 1 more: RSS at another node")]
    [InlineData(null, "*RssBaseProcNumber 0\n", "Warning 0: X520 1: RSS at another node")]
    public void Of_several_adapters_the_first_is_named_and_the_nodes_of_all(string? node, string settings, string said) =>
        Assert.Equal(said, Said(Changed(Open("windows-2x64"), Adapters((node, settings), ("0", "*RssBaseProcGroup 1\n*RssBaseProcNumber 0\n"))), "RssNode"));

    [Theory]
    [InlineData("*RssBaseProcNumber 0\n", CheckStatus.Unknown)]
    [InlineData("*RSS 0\n*RssBaseProcNumber 0\n", CheckStatus.NotApplicable)]
    [InlineData("*RSS 1\n", CheckStatus.NotApplicable)]
    public void The_node_of_an_adapter_matters_where_CPUs_are_set(string settings, CheckStatus status) => Assert.Equal(status, Check(Changed(Open("windows-2x64"), Adapters((null, settings))), "RssNode").Status);

    // The 32 CPUs are two sockets. Hyper-V calls itself VRTUAL in the header of its tables.
    [Theory]
    [InlineData("VRTUAL", "NotApplicable : 1 node with CPUs, 2 sockets (virtual)")]
    [InlineData("INTEL ", "Fail : 1 node with CPUs, 2 sockets")]
    [InlineData(null, "Warning : 1 node with CPUs, 2 sockets")]
    public void One_node_of_two_sockets_fails_unless_the_machine_is_virtual(string? maker, string said)
    {
        byte[]? table = null;
        if (maker is not null)
        {
            table = new AcpiTable("SRAT", 3).U32(1).Zeros(8).ToArray();
            Encoding.ASCII.GetBytes(maker).CopyTo(table, 10);
            table[9] = 0;
            table[9] = (byte)-table.Sum(value => value);
        }

        Assert.Equal(said, Said(Changed(Open("windows-sub-numa"), (WindowsFacts.NumaNodesEx, Node(0, (0, uint.MaxValue))), (WindowsFacts.Srat, table)), "NodePerSocket"));
    }

    // 64 CPUs fit into a group.
    [Fact]
    public void A_node_as_large_as_a_group_is_in_one() =>
        Assert.Equal("Warning 0,1: CPUs of nodes 0-1 in several groups", Said(Changed(Open("windows-2x64"), (WindowsFacts.NumaNodesEx, Node(0, (0, uint.MaxValue), (1, uint.MaxValue)).Concat(Node(1, (0, ~(ulong)uint.MaxValue), (1, ~(ulong)uint.MaxValue))).ToArray())), "GroupNode"));

    // Whole nodes, the largest first, each where there is room.
    [Theory]
    [InlineData("42 42 21 21", "42 42 42", "Warning : 3 groups of 42, 42, 42 CPUs")]
    [InlineData("128 128", "64 64 64 64", "Pass : 4 groups of 64, 64, 64, 64 CPUs")]
    [InlineData("32 32", "32 32", "Warning : 2 groups of 32, 32 CPUs")]
    [InlineData("32 32 32", "48 48", "Pass : 2 groups of 48, 48 CPUs")]
    [InlineData("4 8", "4 8", "Warning : 2 groups of 4, 8 CPUs")]
    [InlineData("64 64", "64 64", "Pass : 2 groups of 64, 64 CPUs")]
    [InlineData("80 80", "40 40 40 40", "Warning : 4 groups of 40, 40, 40, 40 CPUs")]
    public void Groups_are_counted_against_what_whole_nodes_need(string nodes, string groups, string said)
    {
        var groupOf = groups.Split(' ').SelectMany((size, group) => Enumerable.Repeat(group, int.Parse(size, System.Globalization.CultureInfo.InvariantCulture))).ToList();
        var next = 0;
        var cells = nodes.Split(' ').Select((size, id) =>
        {
            var cpus = Enumerable.Range(next, int.Parse(size, System.Globalization.CultureInfo.InvariantCulture)).ToList();
            next += cpus.Count;
            return new NumaCell { Id = id, Cpus = CpuSet.From(cpus), Processors = [.. cpus.Select(cpu => new LogicalProcessor { Id = cpu, Group = groupOf[cpu] })] };
        }).ToList();
        Assert.Equal(said, Said(new NumaCapabilities { OperatingSystem = "Windows 11", Cells = cells }, "GroupSize"));
    }

    [Fact]
    public void A_CPU_whose_group_is_not_reported_is_unknown()
    {
        var cell = new NumaCell { Id = 0, Cpus = CpuSet.Parse("0-1"), Processors = [new LogicalProcessor { Id = 0, Group = 0 }, new LogicalProcessor { Id = 1 }] };
        var machine = new NumaCapabilities { OperatingSystem = "Windows 11", Cells = [cell, new NumaCell { Id = 1, Cpus = CpuSet.Of(2), Processors = [new LogicalProcessor { Id = 2, Group = 0 }] }] };
        Assert.Equal("Unknown : processor groups not reported", Said(machine, "GroupSize"));
        Assert.Equal("Unknown : processor groups not reported", Said(machine, "GroupNode"));
        Assert.Equal("Unknown : processor groups not reported", Said(machine with { Cells = [cell with { Processors = null }] }, "GroupSize"));
    }

    [Fact]
    public void A_keyword_that_is_no_number_is_malformed()
    {
        var check = Check(Changed(Open("windows-devices"), (WindowsFacts.Device(Adapter, WindowsFacts.Rss), Encoding.ASCII.GetBytes("*RSS yes\n"))), "RssNode");
        Assert.Equal(CheckStatus.Unknown, check.Status);
        Assert.Contains("'*RSS yes' is not a keyword and a number", check.Observed, System.StringComparison.Ordinal);
    }

    private static Machine Open(string name) => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa"));

    private static ChangedMachine Changed(Machine machine, params (string Fact, byte[]? Content)[] facts) => new(machine, facts.ToDictionary(fact => fact.Fact, fact => fact.Content), new Dictionary<string, IReadOnlyList<string>?>());

    private static string Said(Machine machine, string rule)
    {
        var check = Check(machine, rule);
        return $"{check.Status} {string.Join(',', check.Cells)}: {check.Observed}";
    }

    /// <summary>Network adapters by name, each with its node and its settings of RSS.</summary>
    private static (string, byte[]?)[] Adapters(params (string? Node, string Rss)[] adapters)
    {
        static string Id(int i) => $@"PCI\VEN_8086&DEV_10FB\{i}";
        List<(string, byte[]?)> facts = [(WindowsFacts.NetworkDevices, Encoding.ASCII.GetBytes(string.Join('\n', adapters.Select((_, i) => Id(i)))))];
        foreach (var ((node, rss), i) in adapters.Select((adapter, i) => (adapter, i)))
        {
            facts.Add((WindowsFacts.Device(Id(i), WindowsFacts.Name), Encoding.ASCII.GetBytes(i == 0 ? "X520\n" : $"X520 {i}\n")));
            facts.Add((WindowsFacts.Device(Id(i), WindowsFacts.NumaNode), node is null ? null : Encoding.ASCII.GetBytes(node + "\n")));
            facts.Add((WindowsFacts.Device(Id(i), WindowsFacts.Rss), Encoding.ASCII.GetBytes(rss)));
        }

        return [.. facts];
    }

    /// <summary>A record of RelationNumaNode: its node u32 at 8, the count of masks u16 at 30, each mask u64 and group u16 of 16 bytes.</summary>
    private static byte[] Node(int id, params (ushort Group, ulong Mask)[] masks)
    {
        using var stream = new MemoryStream();
        using var record = new BinaryWriter(stream);
        record.Write(1);
        record.Write(32 + (16 * masks.Length));
        record.Write(id);
        record.Write(new byte[18]);
        record.Write((ushort)masks.Length);
        foreach (var (group, mask) in masks)
        {
            record.Write(mask);
            record.Write((ulong)group);
        }

        return stream.ToArray();
    }
}
