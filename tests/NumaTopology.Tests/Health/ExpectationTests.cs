using System.Linq;
using NumaTopology.Health;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>What is expected of a machine against what it has.</summary>
public class ExpectationTests : HealthTest
{
    [Theory]
    [InlineData("Cells", 2, "Pass : 2")]
    [InlineData("Cells", 8, "Fail : 2")]
    [InlineData("Sockets", 2, "Pass : 2")]
    [InlineData("CellsPerSocket", 1, "Pass : 1")]
    [InlineData("CellsPerSocket", 4, "Fail : 1")]
    [InlineData("Cores", 8, "Pass : 8")]
    [InlineData("Cpus", 8, "Pass : 8")]
    [InlineData("Cpus", 16, "Fail : 8")]
    [InlineData("CpusPerCell", 4, "Pass : 4")]
    [InlineData("CpusPerCell", 8, "Fail 0,1: 4")]
    [InlineData("numa_balancing", 1, "Pass : 1")]
    [InlineData("numa_balancing", 0, "Fail : 1")]
    [InlineData("zone_reclaim_mode", 0, "Unknown : not reported")]
    public void A_number_must_be_the_same(string key, long number, string said) =>
        Assert.Equal(said, Said(Described(), Expectations.OfNumber(Key(key), number)));

    [Fact]
    public void Memory_of_each_node_with_CPUs_must_be_there_at_least()
    {
        Assert.Equal("Fail 1: 24.00 GiB", Said(Described(), Expectations.OfBytes(Key("MemoryPerCell"), 32L << 30)));
        Assert.Equal("Pass : 32.00 GiB, 24.00 GiB", Said(Described(), Expectations.OfBytes(Key("MemoryPerCell"), 24L << 30)));
        Assert.Equal("Fail 1: 24.00 GiB (2 MiB too little)", Said(Described(), Expectations.OfBytes(Key("MemoryPerCell"), (24L << 30) + (2 << 20))));
    }

    [Fact]
    public void What_was_seen_is_named_by_node_and_each_value_once()
    {
        using var machine = Described();
        using var bare = Sound();
        var check = Run(machine.Machine, Expectations.OfBytes(Key("MemoryPerCell"), 24L << 30));
        Assert.Equal("at least 24.00 GiB", check.Expected);
        Assert.Equal(["node 0: 32.00 GiB", "node 1: 24.00 GiB"], check.Evidence);
        Assert.Equal(["Cells: 2"], Run(machine.Machine, Expectations.OfNumber(Key("Cells"), 2)).Evidence);
        Assert.Equal("Fail 0,1: 32.00 GiB, 24.00 GiB", Said(Described(), Expectations.OfBytes(Key("MemoryPerCell"), 64L << 30)));
        Assert.Equal(["node 0: not reported", "node 1: not reported"], Run(bare.Machine, Expectations.OfPages(Key("HugePagesPerCell"), 2 << 20, 1)).Evidence);
    }

    [Fact]
    public void Nodes_that_are_not_reported_are_unknown()
    {
        using var machine = new MachineBuilder();
        foreach (var key in new[] { "Cells", "CpusPerCell" })
        {
            var check = Run(machine.Machine, Expectations.OfNumber(Key(key), 0));
            Assert.Equal((CheckStatus.Unknown, "not reported"), (check.Status, check.Observed));
        }
    }

    [Fact]
    public void Settings_of_memory_are_read_from_their_files()
    {
        using var machine = Described().File("proc/sys/vm/zone_reclaim_mode", "3\n").File("proc/sys/vm/swappiness", "60\n");
        Assert.Equal("3", Run(machine.Machine, Expectations.OfNumber(Key("zone_reclaim_mode"), 0)).Observed);
        Assert.Equal("60", Run(machine.Machine, Expectations.OfNumber(Key("swappiness"), 0)).Observed);
    }

    [Fact]
    public void Huge_pages_are_of_the_default_size_unless_a_size_is_named()
    {
        Assert.Equal("Fail 1: 256", Said(Described(), Expectations.OfNumber(Key("HugePagesPerCell"), 512)));
        Assert.Equal("Pass : 4 pages of 1GiB", Said(Described(), Expectations.OfPages(Key("HugePagesPerCell"), 1L << 30, 4)));
        Assert.Equal("Fail 0,1: 0 pages of 64KiB", Said(Described(), Expectations.OfPages(Key("HugePagesPerCell"), 64 << 10, 1)));
        Assert.Equal("Unknown 0,1: not reported", Said(Sound(), Expectations.OfPages(Key("HugePagesPerCell"), 2 << 20, 1)));
    }

    [Theory]
    [InlineData("transparent_hugepage", "madvise", "Pass : madvise")]
    [InlineData("transparent_hugepage", "never", "Fail : madvise")]
    [InlineData("auto_online_blocks", "Offline", "Pass : offline")]
    public void A_word_must_be_the_same(string key, string word, string said) => Assert.Equal(said, Said(Described(), Expectations.OfWord(Key(key), word)));

    // What only Linux has is not expected of a Windows machine.
    [Fact]
    public void A_setting_of_Linux_is_not_applicable_to_Windows() =>
        Assert.Equal(CheckStatus.NotApplicable, Run(MachineSource.OpenSnapshot(System.IO.Path.Combine(Repository.Machines, "windows-sub-numa.numa")), Expectations.OfNumber(Key("swappiness"), 60)).Status);

    private static ExpectedKey Key(string name) => ExpectedKeys.All.Single(key => key.Name == name);

    private static MachineBuilder Described()
    {
        var machine = Sound().Cell(1, "4-7", 24 << 20)
            .File("proc/sys/kernel/numa_balancing", "1\n").File("proc/meminfo", "MemTotal: 58720256 kB\nHugepagesize:       2048 kB\n")
            .File("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n").File("sys/devices/system/memory/auto_online_blocks", "offline\n")
            .HugePages(0, 2048, 512, 0).HugePages(1, 2048, 256, 0).HugePages(0, 1048576, 4, 0).HugePages(1, 1048576, 4, 0);
        for (var cpu = 0; cpu < 8; cpu++)
            machine.File($"{MachineBuilder.Cpus}cpu{cpu}/topology/package_cpus_list", cpu < 4 ? "0-3\n" : "4-7\n");
        return machine;
    }

    private static string Said(MachineBuilder machine, Expectation expectation)
    {
        using (machine)
        {
            var check = Run(machine.Machine, expectation);
            return $"{check.Status} {string.Join(',', check.Cells)}: {check.Observed}";
        }
    }

    private static NumaCheck Run(Machine machine, Expectation expectation)
    {
        var check = Assert.Single(HealthCheck.Run(new HealthFacts(machine), _ => false, [expectation]));
        Assert.Equal("Expect." + expectation.Key.Name, check.Rule);
        return check;
    }
}
