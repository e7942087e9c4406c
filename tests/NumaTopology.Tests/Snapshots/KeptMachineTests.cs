using System.IO;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Snapshots;

/// <summary>
/// The machines of tests/Machines, kept from real kernels on emulated machines. Expected values are those that numactl -H, and the XML
/// that libvirt (for what its version knew), printed in the same machine.
/// </summary>
public class KeptMachineTests
{
    [Theory]
    [InlineData("flat", "0-1|2-3|4-5|6-7")]
    [InlineData("hmat", "0-1,4-5|2-3|6-7|")]
    [InlineData("edge", "0-3|4-5|6-7|")]
    [InlineData("sparse", "0-1|2-3|")]
    [InlineData("ladder", "0-7|8-15|16-23|24-31|32-39|40-47|48-55|56-63")]
    public void Processors_are_where_the_kernel_has_them(string name, string cpus) =>
        Assert.Equal(cpus, string.Join('|', Read(name).Cells.Select(cell => cell.Cpus)));

    [Theory]
    [InlineData("hmat", new[] { 501, 503, 503, 457 })]
    [InlineData("edge", new[] { 457, 0, 503, 436 })]
    [InlineData("sparse", new[] { 458, 503, 501 })]
    public void Memory_is_what_numactl_says_in_MB(string name, int[] megabytes) =>
        Assert.Equal(megabytes, Read(name).Cells.Select(cell => (int)(cell.Memory!.Value >> 20)));

    [Theory]
    [InlineData("flat", "10 20 20 20|20 10 20 20|20 20 10 20|20 20 20 10")]
    [InlineData("hmat", "10 21 31 17|21 10 21 28|31 21 10 38|17 28 38 10")]
    [InlineData("edge", "10 15 20 17|25 10 21 255|20 21 10 28|17 255 28 10")]
    [InlineData("sparse", "10 22 24|30 10 34|40 42 10")]
    [InlineData("ladder", "10 16 16 22 16 22 16 22|16 10 22 16 22 16 22 16|16 22 10 16 16 22 16 22|22 16 16 10 22 16 22 16|16 22 16 22 10 16 16 22|22 16 22 16 16 10 22 16|16 22 16 22 16 22 10 16|22 16 22 16 22 16 16 10")]
    public void Distances_are_what_numactl_says(string name, string rows) =>
        Assert.Equal(rows, string.Join('|', Read(name).Cells.Select(cell => string.Join(' ', cell.Distances.Select(distance => distance.Value)))));

    [Fact]
    public void The_machine_with_an_HMAT_tells_latency_bandwidth_and_the_cache_of_its_memory_only_cell()
    {
        // As given to the emulator: latency 80 at home and 250 from cell 0 to cell 3, bandwidth 16000/latency GiB/s rounded down.
        var machine = Read("hmat");
        var processors = machine.Interconnects.Where(value => value.AccessClass == 1 && value.Access == MemoryAccess.Read).Select(value => value.ToString());
        Assert.Equal(
            ["0→0 read latency 80 ns", "0→3 read latency 250 ns", "1→1 read latency 80 ns", "2→2 read latency 80 ns"],
            processors.Take(4));
        Assert.Contains(machine.Interconnects, value => value is { Type: InterconnectType.Bandwidth, Initiator: 0, Target: 3, Value: 64L << 30 });
        Assert.Equal("L1 64MiB", Assert.Single(machine.Cells[3].MemorySideCaches).ToString());
        Assert.Equal(CellKind.MemoryOnly, machine.Cells[3].Kind);
        Assert.Equal(16, machine.Cells[3].Pages!.Single(pool => pool.Size == 2 << 20).Total);
    }

    [Fact]
    public void Disks_are_attached_to_the_nodes_the_emulator_plugged_them_into()
    {
        // An NVMe disk behind the bridge of node 1, a virtio disk behind that of node 2, of 1 GiB each.
        Assert.Equal([("nvme0n1", 1, 1L << 30), ("vda", 2, 1L << 30)], Read("hmat").Devices!.Select(disk => (disk.Name, disk.CellId!.Value, disk.Size!.Value)));
        Assert.Equal(["", "nvme0n1", "vda", ""], Read("hmat").Cells.Select(cell => string.Join(' ', cell.Devices!)));
    }

    [Fact]
    public void A_node_without_memory_or_processors_is_told_so()
    {
        var machine = Read("edge");
        Assert.Equal([CellKind.Ordinary, CellKind.ProcessorOnly, CellKind.Ordinary, CellKind.MemoryOnly], machine.Cells.Select(cell => cell.Kind));
        Assert.Equal([0, 2, 3], machine.AllowedCells);
    }

    [Theory]
    // memory.max less memory.current, of a process with no inactive page cache: 209715200 − 5189632, 314572800 − 5148672.
    [InlineData("limits", "memory.max", "/outer group", 204525568, 309424128, "hugetlb.2MB.max", "cpu.max")]
    // 209715200 − 2461696, 314572800 − 2441216.
    [InlineData("limits-v1", "memory.limit_in_bytes", "/outer", 207253504, 312131584, "hugetlb.2MB.limit_in_bytes", "cpu.cfs_quota_us")]
    public void Limits_are_those_that_were_set_in_the_guest(string name, string memory, string outer, long leftOfOuter, long leftOfInner, string hugePages, string cpu) =>
        Assert.Equal(
            [
                (LimitedResource.Memory, memory, "cgroup " + outer, 209715200, leftOfOuter, null),
                (LimitedResource.Memory, memory, $"cgroup {outer}/inner", 314572800, leftOfInner, null),
                (LimitedResource.HugePages, hugePages, $"cgroup {outer}/inner", 4194304, 4194304, null),
                (LimitedResource.Cpu, cpu, "cgroup " + outer, null, null, 1.5),
            ],
            Read(name).Limits!.Select(limit => (limit.Resource, limit.Name, limit.Group, limit.Limit, limit.Left, limit.Cpus)));

    [Theory]
    [InlineData("flat")]
    [InlineData("hmat")]
    [InlineData("edge")]
    [InlineData("sparse")]
    [InlineData("ladder")]
    public void The_XML_is_the_one_that_was_compared_with_libvirts(string name) =>
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Machines, name + ".libvirt.xml")).TrimEnd('\n'), NumaXml.Write(Read(name), NumaXmlSchema.Libvirt));

    /// <summary>libvirt repeats the kernel's 65535, which is no cluster.</summary>
    [Theory]
    [InlineData("flat")]
    [InlineData("ladder")]
    public void A_cluster_that_the_kernel_does_not_know_is_unknown_and_stays_in_the_XML(string name)
    {
        Assert.Contains("cluster_id='65535'", File.ReadAllText(Path.Combine(Repository.Machines, name + ".libvirt.xml")));
        Assert.All(Read(name).Cells.SelectMany(cell => cell.Processors!), processor => Assert.Null(processor.Cluster));
        var document = NumaXml.Read(File.ReadAllText(Path.Combine(Repository.Machines, name + ".libvirt.xml")));
        Assert.All(document.Cells.SelectMany(cell => cell.Processors!), processor => Assert.Null(processor.Cluster));
        Assert.Contains("cluster_id='65535'", NumaXml.Write(document, NumaXmlSchema.Libvirt));
        Assert.DoesNotContain("cluster_id='0'", NumaXml.Write(document, NumaXmlSchema.Libvirt));
    }

    private static NumaCapabilities Read(string name) => NumaProbe.Capabilities(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa")));
}
