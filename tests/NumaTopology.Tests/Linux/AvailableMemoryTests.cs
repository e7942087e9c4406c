using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>Available memory, in kibibytes by hand with the kernel's si_mem_available on the numbers of one node.</summary>
public class AvailableMemoryTests
{
    [Fact]
    public void Before_Linux_4_6_the_gap_is_a_quarter_of_the_minimum()
    {
        // min = 40000 × 4000000 ÷ 8000000 = 20000; gap = 5000; low = 25000; high = 30000
        // 1000000 − 30000 + 400000 − 25000 + 20000 − 10000 = 1355000
        using var machine = Describe(free: 1000000, file: 400000, "SReclaimable: 20000").Reserves(40000, 0, 8000000).Remove("proc/sys/vm/watermark_scale_factor");
        Assert.Equal(1355000, Available(machine));
    }

    [Fact]
    public void Nothing_is_computed_from_a_host_without_memory()
    {
        using var machine = Describe(free: 1000000, file: 400000, "SReclaimable: 20000").Reserves(40000, 0, 0);
        Assert.Null(machine.OnlyCell().AvailableMemory);
    }

    /// <summary>2^49 kB are 2^59 bytes, the most that is multiplied on.</summary>
    [Fact]
    public void A_minimum_beyond_all_measure_is_refused()
    {
        using var machine = Describe(free: 1000000, file: 400000, "SReclaimable: 20000").Reserves(40000, 0, 8000000);
        machine.File("proc/sys/vm/min_free_kbytes", "562949953421311\n");
        Assert.Equal(0, machine.OnlyCell().AvailableMemory);
        machine.File("proc/sys/vm/min_free_kbytes", "562949953421312\n");
        var error = Assert.Throws<TopologyFormatException>(machine.OnlyCell);
        Assert.EndsWith("min_free_kbytes", error.Fact);
        Assert.Contains("562949953421312", error.Reason);
    }

    [Fact]
    public void A_large_watermark_scale_factor_sets_the_gap()
    {
        // min = 20000; gap = max(5000, 4000000 × 100 ÷ 10000 = 40000) = 40000; low = 60000; high = 100000
        // 1000000 − 100000 + 400000 − 60000 + 20000 − 10000 = 1250000
        using var machine = Describe(free: 1000000, file: 400000, "SReclaimable: 20000").Reserves(40000, 100, 8000000);
        Assert.Equal(1250000, Available(machine));
    }

    [Fact]
    public void Half_of_a_small_file_cache_is_not_available()
    {
        // low = 25000 is more than half of the cache: 1000000 − 30000 + 20000 − 10000 + 20000 − 10000 = 990000
        using var machine = Describe(free: 1000000, file: 20000, "SReclaimable: 20000").Reserves(40000, 10, 8000000);
        Assert.Equal(990000, Available(machine));
    }

    [Fact]
    public void KReclaimable_counts_where_the_kernel_has_it()
    {
        // It holds SReclaimable and more: 1000000 − 30000 + 400000 − 25000 + 100000 − 25000 = 1420000
        using var machine = Describe(free: 1000000, file: 400000, "KReclaimable: 100000", "SReclaimable: 20000").Reserves(40000, 10, 8000000);
        Assert.Equal(1420000, Available(machine));
    }

    [Fact]
    public void Available_memory_is_never_negative()
    {
        // 1000 − 30000 is below zero.
        using var machine = Describe(free: 1000, file: 0, "SReclaimable: 0").Reserves(40000, 10, 8000000);
        Assert.Equal(0, Available(machine));
    }

    [Theory]
    [InlineData("proc/sys/vm/min_free_kbytes")]
    [InlineData("proc/meminfo")]
    public void Available_memory_is_null_where_one_of_its_terms_is_missing(string missing)
    {
        using var machine = Describe(free: 1000, file: 0, "SReclaimable: 0").Reserves(40000, 10, 8000000).Remove(missing);
        Assert.Null(Available(machine));
    }

    [Fact]
    public void A_host_without_nodes_has_the_number_of_the_kernel()
    {
        // As above with min = 40000: gap = 10000; low = 50000; high = 60000: 1000000 − 60000 + 400000 − 50000 + 20000 − 10000 = 1300000
        using var machine = new MachineBuilder().OnlineCpus("0").Reserves(40000, 10, 8000000)
            .File("proc/meminfo", "MemTotal: 8000000 kB\nMemFree: 1000000 kB\nMemAvailable: 1300000 kB\nActive(file): 100000 kB\nInactive(file): 300000 kB\nSReclaimable: 20000 kB\n");
        Assert.Equal(1300000, Available(machine));
    }

    private static MachineBuilder Describe(long free, long file, params string[] lines) =>
        new MachineBuilder().Cell(0, "0", memory: 4000000, free, $"Node 0 Active(file): 0 kB\nNode 0 Inactive(file): {file} kB\n" + string.Concat(lines.Select(line => $"Node 0 {line} kB\n")));

    private static long? Available(MachineBuilder machine) => NumaProbe.FreeMemory(machine.Machine).Single().AvailableMemory / 1024;
}
