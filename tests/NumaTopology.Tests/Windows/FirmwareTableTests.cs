using System.IO;
using System.Linq;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>The firmware's tables complete what Windows tells; a broken one takes nothing else away.</summary>
public class FirmwareTableTests
{
    [Fact]
    public void A_wrong_checksum_alone_is_warned_of_and_the_table_is_used()
    {
        var machine = Open("bad-checksum");
        Assert.Equal(["0→0: 10", "0→1: 21", "1→0: 21", "1→1: 10"], NumaProbe.Distances(machine).Select(distance => distance.ToString()));
        var warning = Assert.Single(machine.Log.Warnings);
        Assert.Contains("firmware/SLIT", warning, System.StringComparison.Ordinal);
        Assert.Contains("checksum", warning, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_tables_are_warned_of_one_by_one_and_all_else_is_told()
    {
        var machine = Open("bad-tables");
        var capabilities = NumaProbe.Capabilities(machine);
        Assert.Equal(["0:0-3", "1:4-7"], capabilities.Cells.Select(cell => $"{cell.Id}:{cell.Cpus}"));
        Assert.Equal([8L << 30, 10L << 30], capabilities.Cells.Select(cell => cell.FreeMemory));
        Assert.All(capabilities.Cells, cell => Assert.Equal((null, null), (cell.Memory, cell.MemorySource)));
        Assert.Empty(capabilities.Distances);
        Assert.Empty(capabilities.Interconnects);
        Assert.Equal(["HMAT", "SLIT", "SRAT"], machine.Log.Warnings.Select(warning => warning.Split("firmware/")[1][..4]).Order());
        Assert.All(machine.Log.Warnings, warning => Assert.Contains("is ignored", warning, System.StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(44, 11)] // the own memory of domain 0
    [InlineData(45, 10)] // another's is no nearer
    [InlineData(46, 0)] // reserved
    public void A_matrix_of_values_that_cannot_be_is_not_used(int at, byte value)
    {
        // 44 bytes of header and count, then 10 21 / 21 10.
        var machine = (SnapshotMachine)Open("bad-checksum");
        var table = machine.Facts["firmware/SLIT"].ToArray();
        table[at] = value;
        var changed = new ChangedMachine(machine, "firmware/SLIT", table);
        Assert.Empty(NumaProbe.Distances(changed));
        Assert.Contains($"is {value}", Assert.Single(changed.Log.Warnings), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_fact_that_is_no_table_is_still_an_error_when_it_is_broken() =>
        Assert.Throws<TopologyFormatException>(() => NumaProbe.Distances(new ChangedMachine(Open("bad-checksum"), "domain/1", "one"u8.ToArray())));

    [Fact]
    public void Nodes_that_no_domain_leads_to_are_named_and_have_unknown_distances()
    {
        var machine = Open("split-nodes");
        Assert.Equal(["0→0: 10", "0→2: 21", "2→0: 21", "2→2: 10"], NumaProbe.Distances(machine).Select(distance => distance.ToString()));
        Assert.Contains("nodes 1, 3", Assert.Single(machine.Log.Warnings), System.StringComparison.Ordinal);
        Assert.Equal(["0:0-35", "1:36-71", "2:72-107", "3:108-143"], NumaProbe.Cells(machine).Select(cell => $"{cell.Id}:{cell.Cpus}"));
    }

    private static Machine Open(string name) => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, $"windows-{name}.numa"));
}
