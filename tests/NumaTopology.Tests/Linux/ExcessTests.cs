using System;
using System.Collections.Generic;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>A short text can name a million processors; what no machine has is not read one by one.</summary>
public class ExcessTests
{
    private const string All = "0-1048575\n";

    // A set of a million takes 128 KiB, an entry for each of its processors forty times that.
    private const long FewBytes = 4 << 20;

    [Fact]
    public void More_processors_than_any_machine_has_are_refused()
    {
        using var machine = new MachineBuilder().OnlineCpus("0-16384").File("proc/meminfo", "MemTotal: 2048 kB\n");
        Assert.Contains("16385 CPUs", Assert.Throws<TopologyFormatException>(() => machine.Capabilities()).Reason);
        Assert.Equal(16384, machine.OnlineCpus("0-16383").Capabilities().Cells[0].Processors!.Count);
    }

    [Fact]
    public void More_nodes_than_any_machine_has_are_refused()
    {
        // A folder that cannot be listed may still be read, as that of a snapshot which lacks its names.
        var facts = new Dictionary<string, byte[]> { [MachineBuilder.Nodes + "online"] = "320-723372\n"u8.ToArray(), ["sys/devices/system/cpu/online"] = "0-1\n"u8.ToArray() };
        var machine = new SnapshotMachine("foreign.numa", facts, new Dictionary<string, IReadOnlyList<string>>(), [], MachineSystem.Linux, null, null);
        Assert.Contains("723053 nodes", Assert.Throws<TopologyFormatException>(() => NumaProbe.Cells(machine)).Reason);
    }

    [Fact]
    public void Nodes_that_all_claim_the_same_processors_are_refused_too()
    {
        using var machine = new MachineBuilder();
        for (var node = 0; node < 8; node++)
            machine.File($"{MachineBuilder.Nodes}node{node}/cpulist", "0-8191\n").File($"{MachineBuilder.Nodes}node{node}/meminfo", $"Node {node} MemTotal: 2048 kB\n");
        Assert.Contains("65536 CPUs", Assert.Throws<TopologyFormatException>(() => machine.Capabilities()).Reason);
    }

    [Theory]
    [InlineData("sys/devices/virtual/memory_tiering/memory_tier4/nodelist")]
    [InlineData("sys/devices/system/cpu/cpu0/topology/thread_siblings_list")]
    public void A_set_of_all_there_could_be_costs_no_more_than_itself(string fact)
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").File(fact, All);
        machine.Capabilities();
        var before = GC.GetAllocatedBytesForCurrentThread();
        machine.Capabilities();
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < FewBytes);
    }
}
