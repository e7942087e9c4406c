using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>What a question costs: Get-NumaCellFreeMemory reads only what it needs, and whose it is.</summary>
public class WhatIsReadTests
{
    [Fact]
    public void Free_memory_of_one_cell_reads_one_cell()
    {
        using var described = Describe();
        var machine = new RecordingMachine(described.Machine);
        Assert.Equal(1, NumaProbe.FreeMemory(machine, [1]).Single().Id);
        Assert.Equal(
            ["proc/meminfo", "proc/sys/kernel/hostname", "proc/sys/vm/min_free_kbytes", "proc/sys/vm/watermark_scale_factor", MachineBuilder.Nodes + "node1/meminfo"],
            machine.Facts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([MachineBuilder.Nodes.TrimEnd('/')], machine.Folders.Keys);
    }

    [Fact]
    public void Distances_read_no_memory_and_of_the_processors_only_where_the_first_of_each_cell_is()
    {
        using var described = Describe().Processor(0, 0, 0, "0").Processor(1, 1, 0, "1");
        var machine = new RecordingMachine(described.File(MachineBuilder.Cpus + "cpu0/topology/package_cpus_list", "0\n").File(MachineBuilder.Cpus + "cpu1/topology/package_cpus_list", "1\n").Machine);
        Assert.Equal(4, NumaProbe.Distances(machine).Count);
        Assert.Equal(
            [
                "proc/sys/kernel/hostname",
                MachineBuilder.Cpus + "cpu0/topology/package_cpus_list", MachineBuilder.Cpus + "cpu0/topology/physical_package_id",
                MachineBuilder.Cpus + "cpu1/topology/package_cpus_list", MachineBuilder.Cpus + "cpu1/topology/physical_package_id",
                MachineBuilder.Cpus + "online",
                MachineBuilder.Nodes + "node0/cpulist", MachineBuilder.Nodes + "node0/distance",
                MachineBuilder.Nodes + "node1/cpulist", MachineBuilder.Nodes + "node1/distance",
                MachineBuilder.Nodes + "online", MachineBuilder.Nodes + "possible",
            ],
            machine.Facts.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Devices_list_the_folder_of_the_nodes_once()
    {
        using var described = Describe();
        var machine = new CountingMachine(described.Machine);
        NumaProbe.Devices(machine);
        Assert.Equal(1, machine.Listings[MachineBuilder.Nodes.TrimEnd('/')]);
    }

    [Fact]
    public void Of_the_cells_that_are_not_asked_for_no_memory_is_read()
    {
        using var described = Describe();
        var machine = new RecordingMachine(described.Machine);
        Assert.Equal(1, NumaProbe.Cells(machine, [1]).Single().Id);
        Assert.Equal(
            [MachineBuilder.Nodes + "node0/cpulist", MachineBuilder.Nodes + "node0/distance"],
            machine.Facts.Where(fact => fact.Value is not null && fact.Key.Contains("node0/", StringComparison.Ordinal)).Select(fact => fact.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_cell_that_is_not_asked_for_may_be_malformed()
    {
        using var described = Describe().File(MachineBuilder.Nodes + "node0/meminfo", "MemTotal: broken\n").File(MachineBuilder.Nodes + "node0/cpulist", "x\n");
        var machine = described.Machine;
        Assert.Equal("1", NumaProbe.Cells(machine, [1]).Single().Cpus.ToString());
        Assert.Contains(machine.Log.Details, detail => detail.Contains("node0/cpulist", StringComparison.Ordinal));
        described.File(MachineBuilder.Nodes + "node0/distance", "10 y\n");
        Assert.Equal("1", NumaProbe.Cells(described.Machine, [1]).Single().Cpus.ToString());
        Assert.Equal(1, NumaProbe.FreeMemory(described.Machine, [1]).Single().Id);
    }

    private static MachineBuilder Describe() => new MachineBuilder().Cell(0, "0").Cell(1, "1").Distances("10 20", "20 10").HugePages(1, 2048, 1, 1).Reserves(1, 10, 4096).File("proc/sys/kernel/hostname", "host17\n");

    private sealed class CountingMachine(Machine machine) : Machine(machine.Snapshot)
    {
        public Dictionary<string, int> Listings { get; } = [];

        public override MachineSystem System => machine.System;

        public override int Read(string fact, ref byte[] buffer) => machine.Read(fact, ref buffer);

        public override IReadOnlyList<string>? List(string folder)
        {
            Listings[folder] = Listings.GetValueOrDefault(folder) + 1;
            return machine.List(folder);
        }
    }
}
