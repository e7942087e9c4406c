using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>How processors of a Windows machine have spent their time.</summary>
public sealed class WindowsCpuTimeTests
{
    [Fact]
    public void The_idle_time_is_part_of_the_kernels()
    {
        // Two processors of 48 bytes: idle, kernel and user in units of 100 ns.
        var buffer = new byte[96];
        Write(buffer, 0, 900, 950, 50);
        Write(buffer, 48, 100, 700, 300);
        var times = NumaProbe.CpuTimes(new OneFact("processors/Times/0", buffer))!;
        Assert.Equal([(0, 900L, 1000L), (1, 100L, 1000L)], times.Select(time => (time.Id, time.Idle, time.Total)));
    }

    [Fact]
    public void A_buffer_that_is_cut_is_refused_and_none_is_nothing()
    {
        var error = Assert.Throws<TopologyFormatException>(() => NumaProbe.CpuTimes(new OneFact("processors/Times/0", new byte[50])));
        Assert.Contains("processors/Times/0", error.Fact);
        Assert.Contains("50", error.Reason);
        Assert.Null(NumaProbe.CpuTimes(new OneFact("none", [])));
    }

    private static void Write(byte[] buffer, int at, params long[] values)
    {
        foreach (var value in values)
        {
            BitConverter.TryWriteBytes(buffer.AsSpan(at), value);
            at += 8;
        }
    }

    private sealed class OneFact(string name, byte[] bytes) : Machine("composed")
    {
        public override MachineSystem System => MachineSystem.Windows;

        public override int Read(string fact, ref byte[] buffer)
        {
            if (fact != name)
                return -1;
            buffer = bytes.ToArray();
            return bytes.Length;
        }

        public override IReadOnlyList<string>? List(string folder) => null;
    }
}
