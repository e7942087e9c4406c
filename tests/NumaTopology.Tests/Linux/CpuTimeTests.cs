using System.Linq;
using NumaTopology.Placement;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>Which processors are idle, from two readings of proc/stat.</summary>
public sealed class CpuTimeTests
{
    [Fact]
    public void A_processor_is_idle_that_did_nothing_nine_tenths_of_the_time()
    {
        using var machine = new MachineBuilder().Cell(0, "0-3");
        // user nice system idle iowait irq softirq steal guest guest_nice
        machine.File("proc/stat", "cpu  9 9 9 9 9 9 9 9 9 9\ncpu0 100 0 0 1000 0 0 0 0 0 0\ncpu1 100 0 0 1000 0 0 0 0 0 0\ncpu2 100 0 0 1000 50 0 0 0 0 0\ncpu10 100 0 0 1000 0 0 0 0 0 0\nintr 1\n");
        var before = NumaProbe.CpuTimes(machine.Machine)!;
        Assert.Equal([0, 1, 2, 10], before.Select(time => time.Id));
        // 0: 90 of 100 idle; 1: 89 of 100; 2: 40 idle and 55 waiting of 100, a guest's 5 being in user already; 10: its clock stands still
        machine.File("proc/stat", "cpu0 110 0 0 1090 0 0 0 0 0 0\ncpu1 105 2 1 1089 0 1 1 1 0 0\ncpu2 105 0 0 1040 105 0 0 0 5 0\ncpu3 0 0 0 100 0 0 0 0 0 0\ncpu10 100 0 0 1000 0 0 0 0 0 0\n");
        Assert.Equal("0,2", IdleCpus.Between(before, NumaProbe.CpuTimes(machine.Machine)!).ToString());
    }

    [Fact]
    public void A_machine_without_the_file_tells_nothing()
    {
        using var machine = new MachineBuilder().Cell(0, "0-3");
        Assert.Null(NumaProbe.CpuTimes(machine.Machine));
    }

    [Theory]
    [InlineData("cpu0 100 0 x 1000\n", "x")]
    [InlineData("cpu0 100 0 7s 1000\n", "7s")]
    public void Processor_times_that_are_no_numbers_are_an_error(string stat, string word)
    {
        using var machine = new MachineBuilder().Cell(0, "0-3").File("proc/stat", stat);
        var error = Assert.Throws<TopologyFormatException>(() => NumaProbe.CpuTimes(machine.Machine));
        Assert.Equal(("/proc/stat", $"'{word}' is not a number of ticks"), (error.Fact[^"/proc/stat".Length..].Replace('\\', '/'), error.Reason));
    }

    /// <summary>Before Linux 2.6 a line had four times. Other lines are no processors, nor is one whose number no kernel gives; without any the machine tells nothing.</summary>
    [Theory]
    [InlineData("cpu 4 3 2 1\ncpu0 4 3 2 1\nintr 9 9\n", "0: 1 of 10")]
    [InlineData("cpu1048575 4 3 2 1\ncpu1048576 4 3 2 1\ncpux 4 3 2 1\n", "1048575: 1 of 10")]
    [InlineData("cpu 4 3 2 1\nintr 9 9\n", null)]
    [InlineData("cpu2 4 3 2 1 5 6 7 8 9 9", "2: 6 of 36")]
    public void A_line_is_a_processor_and_its_times(string stat, string? times)
    {
        using var machine = new MachineBuilder().Cell(0, "0-3").File("proc/stat", stat);
        var read = NumaProbe.CpuTimes(machine.Machine);
        Assert.Equal(times, read is null ? null : string.Join("; ", read.Select(time => $"{time.Id}: {time.Idle} of {time.Total}")));
    }
}
