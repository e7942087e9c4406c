using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Picture;

/// <summary>Machines that are drawn: large ones, which nobody recorded, as a document describes them.</summary>
internal static class PictureMachines
{
    /// <summary>Machines of each kind that pictures draw differently.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "devices", "hmat", "ladder", "three-levels", "windows-2x64", "windows-sub-numa", "hybrid", "uneven", "clusters", "drawers", "sparse-dies", "side-caches", "no-distances", "armv7",
        "lopsided", "sparse", "levels 12", "levels 22", "grid 18", "grid 24", "grid 130", "wide 17", "wide 100", "wide 513",
    ];

    public static NumaCapabilities Read(string name) => name.Split(' ') switch
    {
        ["lopsided"] => Lopsided(),
        ["sparse"] => Between([0, 7, 1000], (from, to) => from == to ? 10 : 20),
        ["levels", "12"] => Between([.. Enumerable.Range(0, 12)], (from, to) => 10 + Math.Abs(from - to)),
        ["levels", "22"] => Between([.. Enumerable.Range(0, 22)], (from, to) => Math.Abs(from - to) == 21 ? 255 : 10 + (3 * (Math.Abs(from - to) % 6))),
        ["grid", var nodes] => Grid(int.Parse(nodes, null)),
        ["wide", var cpus] => Wide(int.Parse(cpus, null)),
        _ => TextPictureTests.Read(name),
    };

    /// <summary>
    /// Nodes of 12 CPUs, of which the first core's second thread is numbered behind all others; every fourth node is not quite full of memory in use; four are 16 apart,
    /// sixteen 22, others 32, and from the last to the first nothing is reported.
    /// </summary>
    public static NumaCapabilities Grid(int nodes)
    {
        var cells = Enumerable.Range(0, nodes).Select(id => new NumaCell
        {
            Id = id,
            Cpus = CpuSet.Parse($"{11 * id}-{(11 * id) + 10},{(11 * nodes) + id}"),
            Memory = 64L << 30,
            FreeMemory = id % 4 == 3 ? 1L << 20 : (id % 8) * (8L << 30),
        }).ToList();
        var distances = cells.SelectMany(_ => cells, (from, to) => (From: from.Id, To: to.Id)).Where(pair => pair != (nodes - 1, 0)).Select(pair => new NumaDistance
        {
            From = pair.From,
            To = pair.To,
            Value = pair.From == pair.To ? 10 : pair.From / 4 == pair.To / 4 ? 16 : pair.From / 16 == pair.To / 16 ? 22 : 32,
        }).ToList();
        return new NumaCapabilities { HostName = "grid", Cells = cells, Distances = distances };
    }

    /// <summary>Three nodes in a row: the distances to and fro differ, and 2 cannot be reached from 0.</summary>
    private static NumaCapabilities Lopsided()
    {
        var values = new[] { new[] { 10, 20, 255 }, [25, 10, 30], [40, 15, 10] };
        return new NumaCapabilities
        {
            Cells = [.. Enumerable.Range(0, 3).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Of(id), Memory = 3L << 30, FreeMemory = (long)id << 30, Devices = [new NumaDevice { Name = "sd" + id, Kind = DeviceKind.Disk, CellId = id, Size = (id + 1L) << 40 }] })],
            Distances = [.. Enumerable.Range(0, 9).Select(i => new NumaDistance { From = i / 3, To = i % 3, Value = values[i / 3][i % 3], Hops = Math.Abs((i / 3) - (i % 3)) })],
        };
    }

    /// <summary>Nodes of one CPU and nothing else, each with a link to every other.</summary>
    private static NumaCapabilities Between(IReadOnlyList<int> ids, Func<int, int, int> distance) => new()
    {
        HostName = "between",
        Cells = [.. ids.Select((id, i) => new NumaCell { Id = id, Cpus = CpuSet.Of(i) })],
        Distances = [.. ids.SelectMany(_ => ids, (from, to) => new NumaDistance { From = from, To = to, Value = distance(from, to), Hops = from == to ? 0 : 1 })],
    };

    /// <summary>Two nodes of so many CPUs, in cores of two.</summary>
    private static NumaCapabilities Wide(int cpus)
    {
        NumaCell Cell(int id) => new()
        {
            Id = id,
            Cpus = CpuSet.Parse($"{id * cpus}-{(id * cpus) + cpus - 1}"),
            Processors = [.. Enumerable.Range(id * cpus, cpus).Select(cpu => new LogicalProcessor { Id = cpu, Siblings = CpuSet.From(new[] { cpu, cpu % cpus % 2 == 0 ? cpu + 1 : cpu - 1 }.Where(other => other < (id + 1) * cpus)) })],
            Memory = 3L << 40,
            FreeMemory = 1L << 40,
            AvailableMemory = 2L << 40,
        };
        return new NumaCapabilities { HostName = "wide", Cells = [Cell(0), Cell(1)], OnlineCpus = CpuSet.Parse($"0-{(2 * cpus) - 1}") };
    }
}
