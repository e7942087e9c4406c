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
