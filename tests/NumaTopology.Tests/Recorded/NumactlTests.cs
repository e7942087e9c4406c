using System.IO;
using System.Linq;
using NumaTopology.Machines;
using Xunit;

namespace NumaTopology.Tests.Recorded;

/// <summary>Every recorded machine with nodes and memory files against what numactl -H says of the same tree.</summary>
public class NumactlTests(RecordedMachines recorded)
{
    /// <summary>The machines that a test below treats by name.</summary>
    private static readonly string[] s_different = ["16em64t-4s2c2t-offlines", "256ia64-64n2s2c", "256ppc-8n8s4t", "8ia64-2s2c2t", "lscpu-vbox-win", "offline-cpu0-node0"];

    [Fact(Skip = Numactl.Needs, SkipUnless = nameof(Numactl.CanBeAsked), SkipType = typeof(Numactl))]
    public void Machines_are_what_numactl_says_but_for_the_known_differences()
    {
        var compared = 0;
        foreach (var folder in recorded.All().Where(folder => Directory.Exists(Path.Combine(folder, "sys/devices/system/node")) && !s_different.Contains(Path.GetFileName(folder))))
        {
            var machine = Read(folder);
            if (machine.Cells[0].Memory is null)
                continue;
            var says = Numactl.Says(folder);
            Assert.True(says.SequenceEqual(Numactl.WouldSay(machine)), $"{folder}\nnumactl:\n{string.Join('\n', says)}\nread:\n{string.Join('\n', Numactl.WouldSay(machine))}");
            compared++;
        }

        Assert.True(compared > 10);
    }

    [Theory(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    [InlineData("8ia64-2s2c2t", 8)] // 0x000000ff, the lowest of 32 words
    [InlineData("lscpu-vbox-win", 2)] // 0x00000003, the lowest of 16 words
    [InlineData("256ia64-64n2s2c", 4)] // node 0 0xf, node 1 0xf0 …
    [InlineData("256ppc-8n8s4t", 32)] // a word of 0xffffffff each
    public void A_mask_wider_than_this_kernels_is_read(string name, int cpusOfEach)
    {
        var machine = Read(recorded.One(name));
        Assert.Equal(Enumerable.Range(0, machine.Cells.Count).Select(index => CpuSet.From(Enumerable.Range(index * cpusOfEach, cpusOfEach))), machine.Cells.Select(cell => cell.Cpus));
    }

    [Theory(Skip = Numactl.Needs, SkipUnless = nameof(Numactl.CanBeAsked), SkipType = typeof(Numactl))]
    [InlineData("8ia64-2s2c2t")]
    [InlineData("lscpu-vbox-win")]
    [InlineData("256ia64-64n2s2c")]
    [InlineData("256ppc-8n8s4t")]
    public void Of_a_mask_wider_than_this_kernels_numactl_says_the_same_but_the_processors(string name) =>
        Assert.Equal(
            Numactl.Says(recorded.One(name)).Where(line => !Numactl.IsOfProcessors(line)),
            Numactl.WouldSay(Read(recorded.One(name))).Where(line => !Numactl.IsOfProcessors(line)));

    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void A_distance_of_0_to_itself_is_dropped_as_numactl_drops_it()
    {
        var folder = recorded.One("8ia64-2s2c2t");
        Assert.Equal("0\n", File.ReadAllText(Path.Combine(folder, "sys/devices/system/node/node0/distance")));
        Assert.Empty(Read(folder).Distances);
    }

    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void Processors_whose_own_file_says_offline_are_left_out()
    {
        // No cpu/online was recorded; cpu2, cpu5, cpu13 and cpu14 have a file online that says 0. lstopo leaves them out too.
        var machine = Read(recorded.One("16em64t-4s2c2t-offlines"));
        Assert.Equal("0-1,3-4,6-12,15", machine.Cells.Single().Cpus.ToString());
    }

    [Fact(Skip = Numactl.Needs, SkipUnless = nameof(Numactl.CanBeAsked), SkipType = typeof(Numactl))]
    public void Processors_whose_own_file_says_offline_are_listed_by_numactl() =>
        Assert.Equal(
            Numactl.Says(recorded.One("16em64t-4s2c2t-offlines")).Select(line => Numactl.IsOfProcessors(line) ? "node 0 cpus: 0 1 3 4 6 7 8 9 10 11 12 15" : line),
            Numactl.WouldSay(Read(recorded.One("16em64t-4s2c2t-offlines"))));

    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void A_row_that_counts_the_offline_node_too_is_read_by_the_possible_nodes()
    {
        // Node 1 is online, 0-1 are possible, its row is "21 10": 21 is to node 0, which is not there.
        var machine = Read(recorded.One("offline-cpu0-node0"));
        Assert.Equal(["1→1: 10"], machine.Distances.Select(distance => distance.ToString()));
        // Of the twelve in its cpulist those within cpu/online, 4-20.
        Assert.Equal("5,7,9,11,13,15,17,19", machine.Cells.Single().Cpus.ToString());
    }

    [Fact(Skip = Numactl.Needs, SkipUnless = nameof(Numactl.CanBeAsked), SkipType = typeof(Numactl))]
    public void Of_a_row_that_counts_the_offline_node_too_numactl_takes_the_first_value() =>
        Assert.Equal(
            Numactl.Says(recorded.One("offline-cpu0-node0")).Select(line => line == "1: 21" ? "1: 10" : line),
            Numactl.WouldSay(Read(recorded.One("offline-cpu0-node0"))));

    private static NumaCapabilities Read(string folder) => NumaProbe.Capabilities(new FolderMachine(folder));
}
