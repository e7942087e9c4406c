using System;
using System.Linq;
using NumaTopology.Placement;
using NumaTopology.Tests;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>Compares the library with a loop in C and with other tools on the same described machines, and the module with an empty one.</summary>
internal static class Comparison
{
    private const int Rounds = 15;

    public static void Run()
    {
        using var loop = new CLoop();
        using var large = LargeMachine.Describe(cells: 16, cpus: 1024);
        using var largest = LargeMachine.Describe(cells: 16, cpus: 4096);
        var machine = large.Machine;
        var capabilities = NumaProbe.Capabilities(machine);
        Action<Machine> whole = of => NumaProbe.Capabilities(of), cells = of => NumaProbe.Cells(of), free = of => NumaProbe.FreeMemory(of);
        Table.WarmUp(() => free(machine));
        Table.WarmUp(() => cells(machine));
        Table.WarmUp(() => whole(machine));
        Table.WarmUp(() => NumaXml.Write(capabilities, NumaXmlSchema.Libvirt));
        var readWhole = Table.Time(1, () => whole(machine));

        Console.WriteLine($"{Environment.ProcessorCount} CPUs, {Environment.OSVersion}, .NET {Environment.Version}; described machines of 16 nodes and 1024 CPUs in {System.IO.Path.GetTempPath()}\n");
        Table.Head();
        Table.Row("free memory of all nodes", "loop in C over the same files", "1.3", 3 * Rounds, Table.Time(50, () => free(machine)), Table.Time(50, loop.Over(large.Root, free)));
        Table.Row("bytes allocated by a poll of one node, beyond its result", "1024", Allocations(() => NumaProbe.FreeMemory(machine, [1])), bytes => $"{bytes:0}");
        Table.Row("nodes", "loop in C over the same files", "", 3 * Rounds, Table.Time(10, () => cells(machine)), Table.Time(10, loop.Over(large.Root, cells)));
        Table.Row("capabilities", "loop in C over the same files", "", Rounds, readWhole, Table.Time(1, loop.Over(large.Root, whole)));
        OtherTools.Rows(large.Root, Rounds, readWhole, Table.Time(10, () => cells(machine)));
        Table.Row("capabilities of 4096 CPUs", "of 1024", "4.4", Rounds, Table.Time(1, () => whole(largest.Machine)), readWhole);
        Table.Row("nodes", "capabilities", "0.05", Rounds, Table.Time(10, () => cells(machine)), readWhole);
        Table.Row("writing libvirt's XML", "capabilities", "0.1", Rounds, Table.Time(5, () => NumaXml.Write(capabilities, NumaXmlSchema.Libvirt)), readWhole);
        using var widest = LargeMachine.Describe(cells: 64, cpus: 4096);
        PlacementRows(widest);
        ModuleRows.Print(Rounds);
        FleetRows.Print(5);
        PlanRows.Print(5);
        ProcessRows.Print(loop, Rounds);
        HealthRows.Print(Rounds);
        WatchRows.Print(loop, 5);
        StopRows.Print(widest);

        using var small = LargeMachine.Describe(cells: 16, cpus: 64);
        using var narrow = LargeMachine.Describe(cells: 64, cpus: 1024);
        Console.WriteLine("\n| nodes | CPUs | free memory | nodes (Get-NumaCell) | capabilities | MB allocated |");
        Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
        GrowthRow(16, 64, small);
        GrowthRow(16, 1024, large);
        GrowthRow(64, 1024, narrow);
        GrowthRow(16, 4096, largest);
    }

    private static void PlacementRows(MachineBuilder widest)
    {
        var capabilities = NumaProbe.Capabilities(widest.Machine);
        foreach (var cpus in new[] { 2, 128, 2048 })
        {
            Action find = () => PlacementFinder.Find(capabilities, new PlacementRequest { Cpu = cpus, Memory = 1L << 30 });
            Table.WarmUp(find);
            var time = Table.Time(1, find);
            Table.Row($"placement of {cpus} CPUs on 64 nodes with 4096 CPUs", "50 ms", [.. Enumerable.Range(0, 3 * Rounds).Select(_ => time())], Table.Time);
        }
    }

    private static void GrowthRow(int cells, int cpus, MachineBuilder described)
    {
        var machine = described.Machine;
        var before = GC.GetTotalAllocatedBytes(precise: true);
        NumaProbe.Capabilities(machine);
        var megabytes = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1e6;
        Console.WriteLine($"| {cells} | {cpus} | {Median(10, () => NumaProbe.FreeMemory(machine))} | {Median(10, () => NumaProbe.Cells(machine))} | {Median(1, () => NumaProbe.Capabilities(machine))} | {megabytes:0.0} |");
    }

    private static string Median(int times, Action question)
    {
        var time = Table.Time(times, question);
        return Table.Time(Table.Median(Enumerable.Range(0, Rounds).Select(_ => time())));
    }

    private static double[] Allocations(Func<object> poll)
    {
        // A reading has 8 fields of 8 bytes and a header of 16, its list two objects of 32 bytes.
        const int result = 80 + 64;
        return [.. Enumerable.Range(0, Rounds).Select(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            poll();
            return (double)(GC.GetAllocatedBytesForCurrentThread() - before - result);
        }).Skip(1)];
    }
}
