using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace NumaTopology.Tests.Comparison;

/// <summary>One value of a snapshot is changed, and one difference is told, whatever follows from it.</summary>
public class DifferenceTests
{
    private const string Nodes = "sys/devices/system/node/";

    // The pages of libvirt's test driver: a document does not say which are the base pages, and its node 1 has some of 8 KiB.
    [Theory]
    [InlineData("x86_64", 4, 8, 2048, "Cells[0].Pages[2MiB].Total")]
    [InlineData("ppc64", 64, 64, 16384, "Cells[0].Pages[16MiB].Total")]
    [InlineData("aarch64", 4, 4, 64, "Cells[0].Pages[64KiB].Total")]
    public void Base_pages_of_a_document_are_no_huge_pages(string architecture, int first, int second, int huge, string path)
    {
        NumaCapabilities machine = Read(124376, 0), other = Read(128596, 16);
        Assert.Equal(path, Assert.Single(TopologyComparer.Compare(machine, other)).Path);
        var checks = NumaProbe.Checks(machine, name => name.StartsWith("HugePage", StringComparison.Ordinal));
        Assert.Equal("no huge pages", checks.Single(check => check.Rule == "HugePageBalance").Observed);

        NumaCapabilities Read(int basePages, int hugePages) => NumaXml.Read($"<capabilities><host><cpu><arch>{architecture}</arch></cpu><topology><cells num='2'>"
            + $"<cell id='0'><pages unit='KiB' size='{first}'>{basePages}</pages><pages unit='KiB' size='{huge}'>{hugePages}</pages></cell>"
            + $"<cell id='1'><pages unit='KiB' size='{second}'>{basePages}</pages><pages unit='KiB' size='{huge}'>0</pages></cell></cells></topology></host></capabilities>");
    }

    [Theory]
    [InlineData("hmat", Nodes + "node1/meminfo", "MemTotal:         515424 kB", "MemTotal:         415424 kB", "Cells[1].Memory", 527794176L, 425394176L)]
    [InlineData("hmat", Nodes + "node0/distance", "10 21 31 17", "10 21 30 17", "Cells[0].Distances[2].Value", 31, 30)]
    [InlineData("hmat", Nodes + "node3/hugepages/hugepages-2048kB/nr_hugepages", "16", "8", "Cells[3].Pages[2MiB].Total", 16L, 8L)]
    [InlineData("hmat", Nodes + "node0/access1/initiators/read_latency", "80", "90", "Interconnects[0-0 ReadLatency class 1].Value", 80L, 90L)]
    [InlineData("hmat", "sys/devices/system/cpu/cpu3/topology/core_id", "1", "7", "Cells[1].Processors[3].Core", 1, 7, true)]
    [InlineData("armv7", "sys/devices/system/cpu/cpu3/cpu_capacity", "446", "512", "Cells[0].Processors[3].Capacity", 446, 512)]
    [InlineData("devices", "sys/devices/pci0000:80/0000:80:01.0/0000:81:00.0/0000:82:00.0/numa_node", "1", "0", "Devices[nvme0n1].CellId", 1, 0)]
    [InlineData("hmat", "proc/sys/kernel/osrelease", "6.1.0-56-amd64", "6.12.0", "OperatingSystem", "Linux 6.1.0-56-amd64", "Linux 6.12.0")]
    [InlineData("devices", "proc/cpuinfo", "A composed", "Another", "CpuModel", "A composed processor", "Another processor")]
    [InlineData("devices", "call/uname.machine", "x86_64", "aarch64", "Architecture", "x86_64", "aarch64")]
    [InlineData("limits", "sys/fs/cgroup/outer group/memory.max", "209715200", "104857600", "Limits[memory.max of cgroup /outer group].Limit", 209715200L, 104857600L)]
    [InlineData("limits", "sys/fs/cgroup/outer group/cpu.max", "150000", "250000", "Limits[cpu.max of cgroup /outer group].Cpus", 1.5, 2.5)]
    public void A_changed_value_is_one_difference(string name, string fact, string from, string to, string path, object reference, object difference, bool isNumber = false)
    {
        var kept = At(name);
        var changed = Change(kept, fact, from, to);
        var found = Assert.Single(TopologyComparer.Compare(NumaProbe.Capabilities(kept), NumaProbe.Capabilities(changed)));
        Assert.Equal((path, reference, difference, false), (found.Path, found.Reference, found.Difference, found.IsEqual));
        Assert.EndsWith(".", found.Impact);
        Assert.DoesNotContain("  ", found.Impact);

        // The values of the machine that was renumbered are told in the numbers of the reference.
        foreach (var seed in Enumerable.Range(0, 3))
        {
            var renumbered = NumaProbe.Capabilities(new RenumberedMachine(changed, seed));
            var differences = TopologyComparer.Compare(NumaProbe.Capabilities(kept), renumbered, ignoreNumbering: true);
            if (isNumber)
                Assert.Empty(differences);
            else
                // On a machine of like CPUs and nodes another one may be the one that differs.
                Assert.Equal(Shape(path), Shape(Assert.Single(differences).Path));
        }
    }

    [Theory]
    [InlineData("hmat", Nodes + "node1/meminfo", "MemTotal:         515424 kB", "MemTotal:         514000 kB")]
    [InlineData("hmat", Nodes + "node1/meminfo", "MemFree: ", "MemFree: 1")]
    [InlineData("hmat", Nodes + "node3/hugepages/hugepages-2048kB/free_hugepages", "16", "2")]
    [InlineData("limits", "sys/fs/cgroup/outer group/memory.current", "5", "6")]
    public void Free_memory_and_a_hundredth_of_all_memory_are_no_difference(string name, string fact, string from, string to) =>
        Assert.Empty(TopologyComparer.Compare(NumaProbe.Capabilities(At(name)), NumaProbe.Capabilities(Change(At(name), fact, from, to))));

    [Fact]
    public void A_renumbered_machine_differs_where_numbers_count() =>
        Assert.NotEmpty(TopologyComparer.Compare(NumaProbe.Capabilities(At("hmat")), NumaProbe.Capabilities(new RenumberedMachine(At("hmat"), 1))));

    [Fact]
    public void A_node_that_is_missing_is_one_difference_with_its_consequences()
    {
        var kept = At("flat");
        var folders = new Dictionary<string, IReadOnlyList<string>?> { [Nodes.TrimEnd('/')] = [.. kept.List(Nodes.TrimEnd('/'))!.Where(entry => entry != "node3")] };
        string[] shorter = ["10 20 20", "20 10 20", "20 20 10"];
        var facts = shorter.Select((row, i) => ($"{Nodes}node{i}/distance", row)).Append((Nodes + "online", "0-2")).Append((Nodes + "has_cpu", "0-2")).Append(("sys/devices/system/cpu/online", "0-5"))
            .ToDictionary(fact => fact.Item1, fact => (byte[]?)Encoding.ASCII.GetBytes(fact.Item2 + "\n"));
        var found = Assert.Single(TopologyComparer.Compare(NumaProbe.Capabilities(kept), NumaProbe.Capabilities(new ChangedMachine(kept, facts, folders))));
        Assert.Equal(("Cells[3]", null), (found.Path, found.Difference));
        Assert.Equal("Node 3, with 2 CPUs and 457 MiB, does not exist on flat.numa.", found.Impact);
    }

    [Fact]
    public void Equal_values_are_listed_on_request()
    {
        var machine = NumaProbe.Capabilities(At("flat"));
        var all = TopologyComparer.Compare(machine, machine, includeEqual: true);
        Assert.All(all, value => Assert.True(value.IsEqual && value.Impact is null && Equals(value.Reference, value.Difference)));
        Assert.Superset(new HashSet<string> { "OperatingSystem", "Cells[0].Memory", "Cells[3].Cpus", "Cells[1].Distances[2].Value", "Cells[0].Processors[1].Core", "AllowedCpus" }, all.Select(value => value.Path).ToHashSet());
    }

    [Fact]
    public void Nodes_are_matched_by_structure_where_one_of_them_has_less_memory()
    {
        // The ladder's nodes are alike but for the one that lost a module.
        var kept = At("ladder");
        var changed = Change(kept, Nodes + "node5/meminfo", "MemTotal: ", "MemTotal: 9");
        var found = Assert.Single(TopologyComparer.Compare(NumaProbe.Capabilities(changed), NumaProbe.Capabilities(new RenumberedMachine(kept, 7)), ignoreNumbering: true));
        Assert.Equal("Cells[5].Memory", found.Path);
        Assert.Contains("node 5 (node ", found.Impact);
    }

    // The values of each machine are in its lines of tests/Machines/compose.d/machines.sh; hmat was recorded in a guest without CPU model.
    [Theory]
    [InlineData("devices", "hmat", "CpuModel", "CpuModel is not reported on hmat.numa.")]
    [InlineData("devices", "hmat", "AllowedCpus", "AllowedCpus is not reported on devices.numa.")]
    [InlineData("devices", "hmat", "Cells[0].MemoryTier", "MemoryTier of node 0 is not reported on devices.numa.")]
    [InlineData("devices", "hmat", "Cells[0].Pages[2MiB].Total", "Total of huge pages of 2MiB on node 0 is not reported on devices.numa; requests for them do not fit there.")]
    [InlineData("devices", "hmat", "Devices[nvme0n1].Size", "'nvme0n1' holds 1.00 GiB instead of 3.49 TiB.")]
    [InlineData("devices", "hmat", "Cells[0].Processors[4-5].Socket", "Socket of CPUs 4-5: 2 instead of 0.")]
    [InlineData("devices", "hmat", "Cells[0].Processors[0-1,4-5].Die", "Die of CPUs 0-1,4-5 is not reported on devices.numa.")]
    [InlineData("devices", "hmat", "Cells[0].Processors[0-1,4-5].Siblings", "Threads of the core of CPUs 0-1,4-5, such as CPU 0: 0 instead of 0,4; pinning by core picks other CPUs.")]
    [InlineData("hmat", "zero-distance", "Distances", "Distances are not reported on zero-distance.numa.")]
    [InlineData("zero-distance", "hmat", "Distances", "Distances are reported only on hmat.numa.")]
    public void A_difference_says_what_it_means(string reference, string difference, string path, string impact) =>
        Assert.Equal(impact, Assert.Single(TopologyComparer.Compare(NumaProbe.Capabilities(At(reference)), NumaProbe.Capabilities(At(difference))), found => found.Path == path).Impact);

    [Fact]
    public void What_is_not_reported_of_several_CPUs_is_null()
    {
        var found = TopologyComparer.Compare(NumaProbe.Capabilities(At("devices")), NumaProbe.Capabilities(At("hmat"))).Where(found => found.Path.EndsWith(".Die", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, found.Count);
        Assert.All(found, die => Assert.Null(die.Reference));
        Assert.Equal(["0; 0; 2; 2", "1; 1; 3; 3"], found.Select(die => die.Difference!.ToString()));
    }

    private static string Shape(string path) => string.Concat(path.Where(letter => !char.IsDigit(letter)));

    private static Machine At(string name) => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa"));

    private static ChangedMachine Change(Machine machine, string fact, string from, string to)
    {
        var buffer = new byte[1 << 16];
        var length = machine.Read(fact, ref buffer);
        Assert.True(length > 0, fact);
        var text = Encoding.UTF8.GetString(buffer, 0, length);
        Assert.Contains(from, text, StringComparison.Ordinal);
        return new ChangedMachine(machine, fact, Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
    }
}
