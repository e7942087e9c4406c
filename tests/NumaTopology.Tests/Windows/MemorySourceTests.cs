using System;
using System.IO;
using System.Linq;
using NumaTopology.Tests.Faults;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>A session that may not ask one source of memory sizes gets the next, and is told which.</summary>
public class MemorySourceTests
{
    private const long GiB = 1L << 30;

    [Theory]
    // Counted by Windows: 16384 MB in all, 8192 free, 2048 on standby.
    [InlineData("standard-user", new string[0], MemorySource.PerformanceCounter, 16, 8, 10)]
    // Without the right to read counters either: what the firmware installed, and what GetNumaAvailableMemoryNodeEx calls free.
    [InlineData("standard-user", new[] { "/counters" }, MemorySource.FirmwareRanges, 16, 8, null)]
    [InlineData("standard-user", new[] { "/counters", "firmware/SRAT" }, null, null, 8, null)]
    // NtManagePartition and QueryPartitionInformation answer alike: 60 zeroed, 40 free, 8 on standby.
    [InlineData("2x64", new string[0], MemorySource.Partition, 128, 100, 108)]
    public void The_next_source_is_taken_and_named(string name, string[] without, MemorySource? source, int? total, int? free, int? available)
    {
        var machine = new AlteredMachine(Open(name), (fact, content) => without.Any(fact.Contains) ? null : content);
        var cell = NumaProbe.Cells(machine)[0];
        Assert.Equal((source, total, free, available), (cell.MemorySource, (int?)(cell.Memory / GiB), (int?)(cell.FreeMemory / GiB), (int?)(cell.AvailableMemory / GiB)));
        // Only what the firmware says may be wrong with it.
        Assert.Equal(source == MemorySource.FirmwareRanges ? 1 : 0, machine.Log.Warnings.Count);
    }

    [Fact]
    public void What_was_refused_is_told_on_Verbose()
    {
        var machine = Open("standard-user");
        NumaProbe.Cells(machine);
        Assert.StartsWith("Refused by windows-standard-user.numa: memory/node0/partition:", machine.Log.Missing[0], StringComparison.Ordinal);
    }

    private static Machine Open(string name) => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, $"windows-{name}.numa"));
}
