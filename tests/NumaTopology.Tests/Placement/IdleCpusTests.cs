using NumaTopology.Placement;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>A CPU was idle when it did nothing for nine tenths of the time between two readings.</summary>
public class IdleCpusTests
{
    [Fact]
    public void Nine_tenths_of_the_time_are_idle()
    {
        CpuTime[] before = [At(0, 500, 1000), At(1, 500, 1000), At(2, 500, 1000), At(3, 500, 1000), At(7, 0, 0)];
        CpuTime[] after =
        [
            At(0, 590, 1100), // 90 of 100
            At(1, 589, 1100),
            At(2, 500, 1000), // its clock stood still
            At(3, 499, 999), // it began anew
            At(5, 100, 100), // it came online meanwhile
            At(7, 950, 1000),
        ];
        Assert.Equal("0,7", IdleCpus.Between(before, after).ToString());
        Assert.Equal("", IdleCpus.Between([], after).ToString());
    }

    private static CpuTime At(int id, long idle, long total) => new() { Id = id, Idle = idle, Total = total };
}
