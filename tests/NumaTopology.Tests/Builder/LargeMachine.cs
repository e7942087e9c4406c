using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NumaTopology.Tests;

/// <summary>
/// Describes a machine of equal cells, each of one socket, with the files that a kernel of today has and that this library, hwloc, numactl
/// and libvirt read: lists as well as masks. As on x86 the second threads of the cores are numbered after all the first ones.
/// </summary>
public static class LargeMachine
{
    private const int CoresOfL3 = 8;
    private const long CellMemory = 67108864;

    // What a node tells beside MemTotal and MemFree, in the kernel's order (drivers/base/node.c).
    private const string MemoryLines = """
        Node {0} MemUsed:        41943040 kB
        Node {0} SwapCached:            0 kB
        Node {0} Active:         12582912 kB
        Node {0} Inactive:        8388608 kB
        Node {0} Active(anon):    6291456 kB
        Node {0} Inactive(anon):  2097152 kB
        Node {0} Active(file):    6291456 kB
        Node {0} Inactive(file):  6291456 kB
        Node {0} Unevictable:        3072 kB
        Node {0} Mlocked:               0 kB
        Node {0} Dirty:              1024 kB
        Node {0} Writeback:             0 kB
        Node {0} FilePages:      12587008 kB
        Node {0} Mapped:           524288 kB
        Node {0} AnonPages:       8388608 kB
        Node {0} Shmem:              4096 kB
        Node {0} KernelStack:       32768 kB
        Node {0} PageTables:        65536 kB
        Node {0} SecPageTables:         0 kB
        Node {0} NFS_Unstable:          0 kB
        Node {0} Bounce:                0 kB
        Node {0} WritebackTmp:          0 kB
        Node {0} KReclaimable:    1048576 kB
        Node {0} Slab:            1572864 kB
        Node {0} SReclaimable:    1048576 kB
        Node {0} SUnreclaim:       524288 kB
        Node {0} AnonHugePages:   4194304 kB
        Node {0} ShmemHugePages:        0 kB
        Node {0} ShmemPmdMapped:        0 kB
        Node {0} FileHugePages:         0 kB
        Node {0} FilePmdMapped:         0 kB
        Node {0} Unaccepted:            0 kB
        Node {0} HugePages_Total:    64
        Node {0} HugePages_Free:     32
        Node {0} HugePages_Surp:      0

        """;

    /// <summary>That many cells and processors; two threads a core where a cell has two processors or more.</summary>
    public static MachineBuilder Describe(int cells, int cpus)
    {
        var machine = new MachineBuilder();
        var ofCell = cpus / cells;
        var threads = ofCell > 1 ? 2 : 1;
        var cores = ofCell / threads;
        for (var cell = 0; cell < cells; cell++)
        {
            var own = Threads(cell * cores, cores);
            machine.Cell(cell, own.ToString(), CellMemory, CellMemory / 3, MemoryLines.Replace("{0}", $"{cell}"))
                .File($"{MachineBuilder.Nodes}node{cell}/cpumap", Mask(own))
                .HugePages(cell, 2048, 64, 32).HugePages(cell, 1048576, 2, 1);
            DescribeSocket(machine, cell, own);
        }

        return DescribeHost(machine, cells, cpus);

        CpuSet Threads(int firstCore, int count) =>
            CpuSet.From(Enumerable.Range(0, threads).SelectMany(thread => Enumerable.Range((thread * (cpus / threads)) + firstCore, count)));

        void DescribeSocket(MachineBuilder machine, int socket, CpuSet own)
        {
            var socketMask = Mask(own);
            for (var core = 0; core < cores; core++)
            {
                var first = (socket * cores) + core;
                var pair = Threads(first, 1);
                var l3 = core / CoresOfL3;
                var near = Threads((socket * cores) + (l3 * CoresOfL3), Math.Min(CoresOfL3, cores));
                string pairMask = Mask(pair), nearMask = Mask(near);
                foreach (var cpu in pair.Ids)
                {
                    var topology = $"{MachineBuilder.Cpus}cpu{cpu}/topology/";
                    machine.Processor(cpu, socket, core, pair.ToString())
                        .File(topology + "die_id", "0\n").File(topology + "cluster_id", core + "\n")
                        .File(topology + "thread_siblings", pairMask).File(topology + "core_cpus", pairMask).File(topology + "cluster_cpus", pairMask)
                        .File(topology + "die_cpus", socketMask).File(topology + "package_cpus", socketMask);
                    DescribeCache(machine, cpu, 0, 1, "Data", "48K", first, pair, pairMask);
                    DescribeCache(machine, cpu, 1, 1, "Instruction", "32K", first, pair, pairMask);
                    DescribeCache(machine, cpu, 2, 2, "Unified", "2048K", first, pair, pairMask);
                    DescribeCache(machine, cpu, 3, 3, "Unified", "32768K", (socket * ((cores + CoresOfL3 - 1) / CoresOfL3)) + l3, near, nearMask);
                }
            }
        }
    }

    private static void DescribeCache(MachineBuilder machine, int cpu, int index, int level, string type, string size, int id, CpuSet shared, string mask)
    {
        var folder = $"{MachineBuilder.Cpus}cpu{cpu}/cache/index{index}/";
        machine.Cache(cpu, index, level, type, size, id, shared.ToString())
            .File(folder + "shared_cpu_map", mask).File(folder + "ways_of_associativity", "16\n").File(folder + "number_of_sets", "2048\n").File(folder + "physical_line_partition", "1\n");
    }

    private static MachineBuilder DescribeHost(MachineBuilder machine, int cells, int cpus)
    {
        var nodes = $"0-{cells - 1}\n";
        foreach (var name in new[] { "possible", "online", "has_cpu", "has_memory", "has_normal_memory" })
            machine.File(MachineBuilder.Nodes + name, nodes);
        foreach (var name in new[] { "possible", "present", "online" })
            machine.File(MachineBuilder.Cpus + name, $"0-{cpus - 1}\n");
        machine.File(MachineBuilder.Cpus + "kernel_max", "8191\n");
        machine.Distances(Enumerable.Range(0, cells).Select(from => string.Join(' ', Enumerable.Range(0, cells).Select(to => from == to ? 10 : (from ^ to) < 4 ? 21 : 31))).ToArray());
        return machine.Reserves(67584, 10, CellMemory * cells)
            .File("proc/self/status", $"Name:\tcat\nCpus_allowed_list:\t0-{cpus - 1}\nMems_allowed_list:\t{nodes}")
            .File("proc/hwloc-nofile-info", "OSName: Linux\nOSRelease: 6.12.0\nHostName: large\nArchitecture: x86_64\nPageSize: 4096\n");
    }

    /// <summary>Words of 32 bits, the highest first: <c>00000000,0000ffff</c>.</summary>
    private static string Mask(CpuSet cpus)
    {
        var text = new StringBuilder();
        for (var word = (cpus.Ids[^1] >> 5); word >= 0; word--)
        {
            var bits = 0u;
            for (var bit = 0; bit < 32; bit++)
                bits |= cpus.Contains((word * 32) + bit) ? 1u << bit : 0;
            text.Append(bits.ToString("x8", CultureInfo.InvariantCulture)).Append(word == 0 ? '\n' : ',');
        }

        return text.ToString();
    }
}
