using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Comparison;

public class FingerprintTests
{
    /// <summary>A fleet keeps its fingerprints: what a release writes the next one writes, on either system. Changed only with a line in CHANGELOG.</summary>
    [Theory]
    [InlineData("flat", "ac6b7ebd8f51")]
    [InlineData("ladder", "31f4a092b8bb")]
    [InlineData("devices", "2e8b0c0d26a2")]
    [InlineData("windows-2x64", "f33733225787")]
    [InlineData("windows-sub-numa", "5b56e19e1cc0")]
    // Its architecture is not known.
    [InlineData("windows-only-numanode", "5cfc42350134")]
    public void A_fingerprint_is_kept(string name, string fingerprint) => Assert.Equal(fingerprint, Relations.Described.Kept(name).Fingerprint);

    [Theory]
    // A ring of six and two rings of three: each node has two neighbours.
    [InlineData("0-1 1-2 2-3 3-4 4-5 5-0", "0-1 1-2 2-0 3-4 4-5 5-3")]
    // A cube, and the ring of eight with its long diagonals: each node has three neighbours, and no triangle is in either.
    [InlineData("0-1 1-2 2-3 3-0 4-5 5-6 6-7 7-4 0-4 1-5 2-6 3-7", "0-1 1-2 2-3 3-4 4-5 5-6 6-7 7-0 0-4 1-5 2-6 3-7")]
    public void Machines_that_are_linked_differently_have_different_fingerprints(string links, string others)
    {
        Assert.NotEqual(Linked(links).Fingerprint, Linked(others).Fingerprint);
        Assert.NotEmpty(TopologyComparer.Compare(Linked(links), Linked(others), ignoreNumbering: true));
    }

    [Theory]
    [InlineData("CPUs", "0-3")]
    [InlineData("memory", "0-1")]
    public void A_node_of_another_size_has_another_fingerprint(string what, string cpus)
    {
        using var one = new MachineBuilder().Cell(0, "0-1").Cell(1, "4-5");
        using var other = new MachineBuilder().Cell(0, cpus, what == "memory" ? 2097152 : 1048576).Cell(1, "4-5");
        Assert.NotEqual(one.Capabilities().Fingerprint, other.Capabilities().Fingerprint);
    }

    [Fact]
    public void What_a_kernel_keeps_of_the_memory_and_what_is_free_do_not_count()
    {
        using var one = new MachineBuilder().Cell(0, "0-1", 65_800_000);
        // Of 64 GiB: 62.75 and 63.1.
        using var other = new MachineBuilder().Cell(0, "0-1", 66_170_000, free: 5);
        Assert.Equal(one.Capabilities().Fingerprint, other.Capabilities().Fingerprint);
    }

    // The help says what the fingerprint does not cover.
    [Fact]
    public void CPU_model_system_devices_and_what_is_allowed_do_not_count()
    {
        var machine = Relations.Described.Kept("devices");
        Assert.NotEmpty(machine.Devices!);
        Assert.Equal(machine.Fingerprint, (machine with { CpuModel = "Another", OperatingSystem = "Linux 7", Devices = [], Limits = null, Interconnects = [], AllowedCpus = CpuSet.Of(0), AllowedCells = [0] }).Fingerprint);
    }

    [Theory]
    // The only die of a socket, and cores of one thread, which one kernel lists and another does not.
    [InlineData("die_id", "0\n")]
    [InlineData("cluster_id", "65535\n")]
    [InlineData("thread_siblings_list", null)]
    public void What_only_some_kernels_list_does_not_count(string file, string? text)
    {
        using var one = Cores();
        using var other = Cores();
        for (var cpu = 0; cpu < 4; cpu++)
        {
            var path = $"{MachineBuilder.Cpus}cpu{cpu}/topology/{file}";
            _ = text is null ? other.Remove(path) : other.File(path, text);
        }

        Assert.Equal(one.Capabilities().Fingerprint, other.Capabilities().Fingerprint);
    }

    [Theory]
    [InlineData("die_id", "0 0 1 1")]
    [InlineData("cluster_id", "0 0 1 1")]
    [InlineData("physical_package_id", "0 0 1 1")]
    public void Dies_clusters_and_sockets_count_where_there_are_several(string file, string numbers)
    {
        using var one = Cores();
        using var other = Cores();
        foreach (var (number, cpu) in numbers.Split(' ').Select((number, cpu) => (number, cpu)))
            other.File($"{MachineBuilder.Cpus}cpu{cpu}/topology/{file}", number + "\n");
        Assert.NotEqual(one.Capabilities().Fingerprint, other.Capabilities().Fingerprint);
    }

    // 8 steps between two powers of two: 9 GiB is a size of its own, and a little less is that, too.
    [Theory]
    [InlineData(9L << 30, 9L << 30)]
    [InlineData((9L << 30) - 1, 9L << 30)]
    [InlineData((9L << 30) + 1, 10L << 30)]
    [InlineData(16L << 30, 16L << 30)]
    [InlineData((16L << 30) + 1, 18L << 30)]
    [InlineData(8L, 8L)]
    [InlineData(0L, 0L)]
    [InlineData(null, null)]
    public void Memory_counts_in_eighths_of_a_power_of_two(long? bytes, long? counted) => Assert.Equal(counted, NumaTopology.Comparison.Structure.Fingerprint.RoundUp(bytes));

    [Fact]
    public void A_machine_without_nodes_has_none() => Assert.Null(new NumaCapabilities().Fingerprint);

    /// <summary>A torus of 64 nodes: each is like each other, and 64 numberings of one node fit as well.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sixty_four_nodes_that_are_alike_are_matched(bool isRing)
    {
        var links = Enumerable.Range(0, 64).SelectMany(node => isRing ? [(node, (node + 1) % 64)] : new[] { (node, (node + 8) % 64), (node, (node & ~7) | ((node + 1) & 7)) });
        var order = Enumerable.Range(0, 64).ToArray();
        new Random(5).Shuffle(order);
        var (one, other) = (Linked(links, 64), Linked(links.Select(link => (order[link.Item1], order[link.Item2])), 64));
        Assert.Equal(one.Fingerprint, other.Fingerprint);
        Assert.Empty(TopologyComparer.Compare(one, other, ignoreNumbering: true));
    }

    private static MachineBuilder Cores()
    {
        var machine = new MachineBuilder().Cell(0, "0-3");
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Processor(cpu, 0, cpu, cpu.ToString(CultureInfo.InvariantCulture));
        return machine;
    }

    private static NumaCapabilities Linked(string links)
    {
        var pairs = links.Split(' ').Select(link => link.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray()).Select(ends => (ends[0], ends[1])).ToList();
        return Linked(pairs, pairs.Max(pair => Math.Max(pair.Item1, pair.Item2)) + 1);
    }

    /// <summary>Nodes of a CPU each, 16 from those that they are linked with and 22 from the others.</summary>
    private static NumaCapabilities Linked(IEnumerable<(int, int)> links, int count)
    {
        var known = links.SelectMany(link => new[] { link, (link.Item2, link.Item1) }).ToHashSet();
        return new NumaCapabilities
        {
            Cells = [.. Enumerable.Range(0, count).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Of(id), Memory = 1L << 30 })],
            Distances = [.. from one in Enumerable.Range(0, count) from two in Enumerable.Range(0, count) select new NumaDistance { From = one, To = two, Value = one == two ? 10 : known.Contains((one, two)) ? 16 : 22 }],
        };
    }
}
