using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

public class ResourceControlTests
{
    private const string Info = "sys/fs/resctrl/info/";

    [Fact]
    public void A_control_has_the_steps_of_its_mask()
    {
        using var machine = Machine();
        // 15 MiB in 20 bits are 786432 bytes a bit; two bits are the least.
        var control = Assert.Single(machine.Capabilities().Caches.Single().Controls);
        Assert.Equal((786432L, 1572864L, 4), (control.Granularity, control.Minimum, control.MaximumAllocations));
    }

    [Theory]
    [InlineData("L3/num_closids")]
    [InlineData("L3/min_cbm_bits")]
    [InlineData("MB/min_bandwidth")]
    [InlineData("MB/num_closids")]
    [InlineData("L3_MON/max_threshold_occupancy")]
    public void A_number_that_is_missing_is_null_and_the_rest_is_told(string file)
    {
        using var machine = Machine().Remove(Info + file);
        var capabilities = machine.Capabilities();
        CacheControl control = capabilities.Caches.Single().Controls.Single();
        var bandwidth = Assert.Single(capabilities.MemoryBandwidth);
        Assert.Equal(
            [file == "L3/num_closids", file == "L3/min_cbm_bits", file == "MB/min_bandwidth", file == "MB/num_closids", file == "L3_MON/max_threshold_occupancy"],
            [control.MaximumAllocations is null, control.Minimum is null, bandwidth.Minimum is null, bandwidth.MaximumAllocations is null, capabilities.CacheMonitor!.ReuseThreshold is null]);
    }

    private static MachineBuilder Machine() => new MachineBuilder().Cell(0, "0-1").Cache(0, 0, 3, "Unified", "15M", 0, "0-1").Cache(1, 0, 3, "Unified", "15M", 0, "0-1")
        .File(Info + "L3/cbm_mask", "fffff\n").File(Info + "L3/min_cbm_bits", "2\n").File(Info + "L3/num_closids", "4\n")
        .File(Info + "MB/bandwidth_gran", "10\n").File(Info + "MB/min_bandwidth", "10\n").File(Info + "MB/num_closids", "4\n")
        .File(Info + "L3_MON/num_rmids", "176\n").File(Info + "L3_MON/max_threshold_occupancy", "270336\n").File(Info + "L3_MON/mon_features", "llc_occupancy\nmbm_total_bytes\n");
}
