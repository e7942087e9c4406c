using NumaTopology.Relations;
using Xunit;

namespace NumaTopology.Tests.Relations;

/// <summary>Which of the firmware's latencies and bandwidths stand beside a distance.</summary>
public class LinkPerformanceTests
{
    [Fact]
    public void Latencies_and_bandwidths_of_reads_and_writes_stand_beside_their_distance()
    {
        var distance = Complete(Latency(80, MemoryAccess.Read), Latency(90, MemoryAccess.Write), Bandwidth(5000, MemoryAccess.Read), Bandwidth(4000, MemoryAccess.Write));
        Assert.Equal((80L, 90L, 5000L, 4000L), (distance.ReadLatency!.Value, distance.WriteLatency!.Value, distance.ReadBandwidth!.Value, distance.WriteBandwidth!.Value));
    }

    [Fact]
    public void A_value_of_any_access_is_both_but_not_in_place_of_one_that_says_which()
    {
        var both = Complete(Latency(80, MemoryAccess.Access));
        Assert.Equal((80L, 80L, null, null), (both.ReadLatency!.Value, both.WriteLatency!.Value, both.ReadBandwidth, both.WriteBandwidth));
        var own = Complete(Latency(80, MemoryAccess.Access), Latency(70, MemoryAccess.Read));
        Assert.Equal((70L, 80L), (own.ReadLatency!.Value, own.WriteLatency!.Value));
    }

    [Fact]
    public void What_processors_reach_comes_before_what_devices_reach_in_any_order()
    {
        var devices = Latency(40, MemoryAccess.Read) with { AccessClass = 0 };
        var processors = Latency(80, MemoryAccess.Read);
        Assert.Equal(80, Complete(devices, processors).ReadLatency);
        Assert.Equal(80, Complete(processors, devices).ReadLatency);
        Assert.Equal(40, Complete(devices).ReadLatency);
    }

    [Fact]
    public void A_cache_of_the_memory_another_pair_and_an_unknown_value_say_nothing()
    {
        Assert.Null(Complete(Latency(5, MemoryAccess.Read) with { CacheLevel = 1 }).ReadLatency);
        Assert.Null(Complete(Latency(5, MemoryAccess.Read) with { Initiator = 1, Target = 0 }).ReadLatency);
        Assert.Null(Complete(Latency(5, MemoryAccess.Read) with { Value = null }).ReadLatency);
        Assert.Null(Complete().ReadLatency);
    }

    private static NumaInterconnect Latency(long value, MemoryAccess access) => new() { Type = InterconnectType.Latency, Initiator = 0, Target = 1, Access = access, AccessClass = 1, Value = value };

    private static NumaInterconnect Bandwidth(long value, MemoryAccess access) => Latency(value, access) with { Type = InterconnectType.Bandwidth };

    /// <summary>The distance from 0 to 1 of a machine of which the firmware gives these values.</summary>
    private static NumaDistance Complete(params NumaInterconnect[] values)
    {
        NumaDistance[] distances = [new() { From = 0, To = 1, Value = 20 }, new() { From = 1, To = 0, Value = 20 }];
        return new CellRelations([new CellSocket(0), new CellSocket(1)], distances, values, default).Complete(distances)[0];
    }
}
