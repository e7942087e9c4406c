using System.IO;
using System.Linq;
using NumaTopology.Machines;
using NumaTopology.Tests.Recorded;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>The nodes' memory beside the host's: kibibytes here, and a difference is one from a twentieth on.</summary>
public class HostMemoryTests
{
    private static readonly string s_grown = Path.Combine(Repository.Machines, "grown-vm.numa");

    [Fact]
    public void The_only_node_of_a_virtual_machine_that_grew_counts_what_the_host_has()
    {
        var machine = MachineSource.OpenSnapshot(s_grown);
        var cell = Assert.Single(NumaProbe.Cells(machine));
        Assert.Equal((24684084L << 10, 9017344L << 10, 17763892L << 10, MemorySource.Host), (cell.Memory, cell.NodeMemory, cell.FreeMemory, cell.MemorySource));
        // min is 100000 KiB, a quarter of it the gap (10/10000 of 24684084 KiB is less), high = min + 2 gaps = 150000 KiB; 17763892 KiB less that.
        Assert.Equal(17613892L << 10, cell.AvailableMemory);
        Assert.Equal($"Node 0 reports 8.60 GiB of memory, but {s_grown}: proc/meminfo reports 23.54 GiB; the host's is used as the node's memory.", Assert.Single(machine.Log.Warnings));
        // What numactl and libvirt say: 9017344 KiB, in pages of 4 KiB 2254336.
        Assert.Equal("4KiB: 524288 of 2254336 free", cell.Pages![0].ToString());
        var xml = NumaXml.Write(NumaProbe.Capabilities(MachineSource.OpenSnapshot(s_grown)), NumaXmlSchema.Libvirt);
        Assert.Contains("<memory unit='KiB'>9017344</memory>", xml);
        Assert.Contains("<pages unit='KiB' size='4'>2254336</pages>", xml);
    }

    [Fact]
    public void The_only_node_of_a_grown_machine_has_the_hosts_free_memory_and_ten_gigabytes_fit()
    {
        var machine = MachineSource.OpenSnapshot(s_grown);
        var reading = Assert.Single(NumaProbe.FreeMemory(machine, [0]));
        Assert.Equal((24684084L << 10, 17763892L << 10, 17613892L << 10), (reading.Memory, reading.FreeMemory, reading.AvailableMemory));
        Assert.Contains("23.54 GiB", Assert.Single(machine.Log.Warnings));
        Assert.Single(PlacementFinder.Find(NumaProbe.Capabilities(machine), new PlacementRequest { Memory = 10L << 30 }).Placements);
    }

    [Theory]
    [InlineData(1000000, 1052000, false)] // 1052000 − 1000000 is less than a twentieth of 1052000, 52600
    [InlineData(1000000, 1053000, true)]
    [InlineData(1052000, 1000000, false)] // older kernels count what they keep for themselves in the node alone
    [InlineData(1053000, 1000000, true)]
    public void A_difference_of_more_than_a_twentieth_is_one(long node, long host, bool differs)
    {
        using var described = new MachineBuilder().Cell(0, "0-1", memory: node).Reserves(1000, 10, host).File(MachineBuilder.Nodes + "possible", "0\n");
        var machine = described.Machine;
        var cell = Assert.Single(NumaProbe.Cells(machine));
        Assert.Equal(differs ? (host << 10, node << 10, MemorySource.Host) : (node << 10, (long?)null, MemorySource.MemInfo), (cell.Memory!.Value, cell.NodeMemory, cell.MemorySource!.Value));
        Assert.Equal(differs ? 1 : 0, machine.Log.Warnings.Count);
    }

    // 51700 and 56300 KiB are both 0.05 GiB.
    [Theory]
    [InlineData(51700, 56300, "50.5 MiB", "55 MiB")]
    [InlineData(512, 600, "524288 bytes", "614400 bytes")]
    public void The_warning_about_a_small_machine_tells_both_apart(long node, long host, string text, string hostText)
    {
        using var described = new MachineBuilder().Cell(0, "0-1", memory: node).Reserves(1000, 10, host).File(MachineBuilder.Nodes + "possible", "0\n");
        var machine = described.Machine;
        NumaProbe.Cells(machine);
        Assert.Equal($"Node 0 reports {text} of memory, but {Path.Combine(described.Root, "proc/meminfo")} reports {hostText}; the host's is used as the node's memory.", Assert.Single(machine.Log.Warnings));
    }

    [Fact]
    public void Several_nodes_keep_their_own_and_one_warning_gives_both_sums()
    {
        using var described = new MachineBuilder().Cell(0, "0-1", memory: 4194304).Cell(1, "2-3", memory: 4194304).Reserves(1000, 10, 25165824);
        foreach (var ask in new System.Action<Machine>[] { machine => NumaProbe.Capabilities(machine), machine => NumaProbe.Cells(machine), machine => NumaProbe.FreeMemory(machine) })
        {
            var machine = described.Machine;
            ask(machine);
            Assert.Equal($"The nodes together report 8.00 GiB of memory, but {Path.Combine(described.Root, "proc/meminfo")} reports 24.00 GiB; the nodes' sum is used.", Assert.Single(machine.Log.Warnings));
        }

        Assert.Equal([4L << 30, 4L << 30], NumaProbe.Cells(described.Machine).Select(cell => cell.Memory!.Value));
        // Of one node nothing can be said.
        var one = described.Machine;
        NumaProbe.Cells(one, [1]);
        Assert.Empty(one.Log.Warnings);
    }

    [Fact]
    public void Nodes_of_more_memory_than_a_number_holds_are_a_warning_too()
    {
        using var described = new MachineBuilder().Reserves(1000, 10, 1048576);
        for (var node = 0; node < 200; node++)
            described.Cell(node, "", memory: 80_000_000_000_000);
        var machine = described.Machine;
        NumaProbe.FreeMemory(machine);
        Assert.Contains("1.00 GiB", Assert.Single(machine.Log.Warnings));
    }

    [Theory]
    [InlineData("0-1\n")]
    [InlineData("")]
    public void What_may_be_in_an_offline_node_is_not_counted_for_the_one_that_is_online(string possible)
    {
        using var described = new MachineBuilder().Cell(1, "2-3", memory: 4194304).Reserves(1000, 10, 8388608).File(MachineBuilder.Nodes + "possible", possible);
        var machine = described.Machine;
        Assert.Equal((4L << 30, MemorySource.MemInfo), (NumaProbe.Cells(machine)[0].Memory, NumaProbe.Cells(machine)[0].MemorySource));
        Assert.EndsWith("8.00 GiB; the node's is used.", Assert.Single(machine.Log.Warnings));
    }

    [Fact]
    public void No_sound_machine_is_warned_of()
    {
        // The node that was taken offline by hand has half of this one's memory, which its proc/meminfo still counts.
        var machines = RecordedMachines.Names.Where(name => name != "offline-cpu0-node0").Select(name => MachineSource.OpenSnapshot(RecordedMachines.Folder(name)))
            .Concat(Directory.GetFiles(Repository.Machines, "*.numa").Where(path => path != s_grown).Select(path => MachineSource.OpenSnapshot(path))).ToList();
        Assert.True(machines.Count > 20);
        foreach (var machine in machines)
        {
            NumaProbe.Capabilities(machine);
            Assert.DoesNotContain(machine.Log.Warnings, warning => warning.Contains("GiB"));
        }
    }
}
