using System;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>The caches of processors: <c>cpuN/cache/indexK</c>.</summary>
public sealed class CpuCacheTests : IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-3");

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("32K", 32768L)]
    [InlineData("16M", 16777216L)]
    [InlineData("1G", 1073741824L)]
    [InlineData("512", 512L)]
    [InlineData("8796093022207M", 8796093022207L << 20)]
    [InlineData("0K", null)]
    [InlineData("", null)]
    public void A_size_is_in_bytes_or_scaled_by_a_letter(string text, long? bytes)
    {
        _machine.Cache(0, 0, 2, "Unified", text, 0, "0-3");
        Assert.Equal(bytes, Assert.Single(_machine.Capabilities().Caches).Size);
    }

    [Theory]
    [InlineData("size", "32X")]
    [InlineData("size", "8796093022208M")] // 2^63 bytes
    [InlineData("type", "Trace")]
    public void What_is_no_size_or_type_is_named(string file, string text)
    {
        _machine.Cache(0, 0, 2, "Unified", "1M", 0, "0-3").File($"{MachineBuilder.Cpus}cpu0/cache/index0/{file}", text + "\n");
        var error = Assert.Throws<TopologyFormatException>(_machine.Capabilities);
        Assert.EndsWith("cache/index0/" + file, error.Fact, StringComparison.Ordinal);
        Assert.Contains($"'{text}'", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("16", 16)]
    [InlineData("1", 1)]
    [InlineData("0", null)] // fully associative, or not known
    public void Ways_and_lines_are_numbers_from_1_on(string text, int? number)
    {
        const string folder = MachineBuilder.Cpus + "cpu0/cache/index0/";
        _machine.Cache(0, 0, 2, "Unified", "1M", 0, "0-3").File(folder + "ways_of_associativity", text + "\n").File(folder + "coherency_line_size", text + "\n");
        var cache = Assert.Single(_machine.Capabilities().Caches);
        Assert.Equal((number, number), (cache.Ways, cache.LineSize));
    }

    [Fact]
    public void Who_shares_a_cache_is_a_list_else_a_mask()
    {
        const string folder = MachineBuilder.Cpus + "cpu0/cache/index0/";
        _machine.Cache(0, 0, 2, "Unified", "1M", 0, "0-1").File(folder + "shared_cpu_map", "f\n");
        Assert.Equal("0-1", Assert.Single(_machine.Capabilities().Caches).Cpus.ToString());
        _machine.Remove(folder + "shared_cpu_list");
        Assert.Equal("0-3", Assert.Single(_machine.Capabilities().Caches).Cpus.ToString());
        _machine.Remove(folder + "shared_cpu_map");
        Assert.Empty(_machine.Capabilities().Caches);
    }

    [Fact]
    public void A_later_processor_may_have_more_caches_and_a_number_may_be_missing()
    {
        // CPU 0 has index1 only, CPU 2 three of its own, and CPU 3 again one.
        _machine.Cache(0, 1, 2, "Unified", "1M", 0, "0-1").Cache(1, 1, 2, "Unified", "1M", 0, "0-1")
            .Cache(2, 0, 1, "Data", "32K", 2, "2").Cache(2, 1, 2, "Unified", "2M", 2, "2").Cache(2, 2, 3, "Unified", "4M", 2, "2-3")
            .Cache(3, 0, 1, "Data", "64K", 3, "3").Cache(3, 1, 2, "Unified", "8M", 3, "3").Cache(3, 2, 3, "Unified", "4M", 2, "2-3");
        Assert.Equal(
            ["L1d 32KiB (2)", "L1d 64KiB (3)", "L2 1MiB (0-1)", "L2 2MiB (2)", "L2 8MiB (3)", "L3 4MiB (2-3)"],
            _machine.Capabilities().Caches.Select(cache => cache.ToString()));
    }

    [Fact]
    public void No_more_than_16_caches_of_a_processor_are_read()
    {
        for (var index = 0; index < 20; index++)
            _machine.Cache(0, index, index + 2, "Unified", "1M", index, "0");
        Assert.Equal(Enumerable.Range(2, 16), _machine.Capabilities().Caches.Select(cache => cache.Level));
    }

    [Fact]
    public void A_shared_cache_without_an_id_is_told_once()
    {
        for (var cpu = 0; cpu < 4; cpu++)
            _machine.Cache(cpu, 0, 3, "Unified", "1M", 0, "0-3").Remove($"{MachineBuilder.Cpus}cpu{cpu}/cache/index0/id");
        var cache = Assert.Single(_machine.Capabilities().Caches);
        Assert.Equal((null, "0-3"), (cache.Id, cache.Cpus.ToString()));
        // Where one of the processors tells the id, it is that cache's.
        _machine.File(MachineBuilder.Cpus + "cpu2/cache/index0/id", "5\n");
        Assert.Equal(5, Assert.Single(_machine.Capabilities().Caches).Id);
    }

    [Fact]
    public void A_cache_without_an_id_is_not_that_of_another_level_of_the_same_processors()
    {
        // One core of two threads: neither tells the id of level 1, and only CPU 1 that of level 2.
        for (var cpu = 0; cpu < 2; cpu++)
            _machine.Cache(cpu, 0, 1, "Data", "32K", 0, "0-1").Remove($"{MachineBuilder.Cpus}cpu{cpu}/cache/index0/id").Cache(cpu, 1, 2, "Unified", "1M", 5, "0-1");
        _machine.Remove(MachineBuilder.Cpus + "cpu0/cache/index1/id");
        Assert.Equal(["L1d 32KiB (0-1)", "L2 1MiB (0-1)"], _machine.Capabilities().Caches.Select(cache => cache.ToString()));
    }

    // hwloc's recorded 8ia64-2s2c2t, for which lstopo draws one L3 a core.
    [Fact]
    public void A_cache_whose_mask_is_empty_is_the_cores()
    {
        for (var cpu = 0; cpu < 4; cpu++)
            _machine.Processor(cpu, 0, cpu / 2, cpu < 2 ? "0-1" : "2-3").Cache(cpu, 4, 3, "Unified", "9216K", 0, "").Remove($"{MachineBuilder.Cpus}cpu{cpu}/cache/index4/id");
        Assert.Equal(["L3 9MiB (0-1)", "L3 9MiB (2-3)"], _machine.Capabilities().Caches.Select(cache => cache.ToString()));
    }

    [Fact]
    public void A_cache_whose_mask_is_empty_is_the_processors_where_no_core_is_told()
    {
        for (var cpu = 0; cpu < 2; cpu++)
            _machine.Cache(cpu, 0, 3, "Unified", "9216K", 0, "").Remove($"{MachineBuilder.Cpus}cpu{cpu}/cache/index0/id");
        Assert.Equal(["L3 9MiB (0)", "L3 9MiB (1)"], _machine.Capabilities().Caches.Select(cache => cache.ToString()));
    }

    // lscpu's recorded vbox-win, for which lscpu counts two L1d and lstopo draws two.
    [Fact]
    public void A_cache_that_a_processor_lists_twice_is_one()
    {
        for (var cpu = 0; cpu < 2; cpu++)
        {
            for (var index = 0; index < 2; index++)
                _machine.Cache(cpu, index, 1, "Data", "32K", 0, $"{cpu}").Remove($"{MachineBuilder.Cpus}cpu{cpu}/cache/index{index}/id");
        }

        Assert.Equal(["L1d 32KiB (0)", "L1d 32KiB (1)"], _machine.Capabilities().Caches.Select(cache => cache.ToString()));
    }

    // hwloc's recorded offline-cpu0-node0, whose L3 lstopo draws around the CPUs that run.
    [Fact]
    public void An_offline_processor_shares_no_cache()
    {
        _machine.Cache(0, 0, 3, "Unified", "30M", 0, "0-3").OnlineCpus("0-2");
        Assert.Equal("0-2", Assert.Single(_machine.Capabilities().Caches).Cpus.ToString());
    }

    [Theory]
    [InlineData("4-7", "L3 30 MiB")]
    [InlineData("2-7", "L3 30 MiB shared with CPUs 2-3")]
    [InlineData("4-8", "L3 30 MiB shared with other nodes")]
    public void A_picture_says_who_shares_a_cache(string cpus, string said)
    {
        using var machine = new MachineBuilder().Cell(1, "4-7").Cell(2, "8-9").OnlineCpus("2-9").Cache(4, 0, 3, "Unified", "30M", 0, cpus);
        Assert.Matches($": 4 CPUs, {said}$", NumaPicture.Text(machine.Capabilities()).Single(line => line.Contains("node 1", StringComparison.Ordinal) && line.Contains("L3", StringComparison.Ordinal)));
    }
}
