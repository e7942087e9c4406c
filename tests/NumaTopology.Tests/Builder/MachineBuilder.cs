using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NumaTopology.Linux;
using NumaTopology.Machines.Linux;

namespace NumaTopology.Tests;

/// <summary>Writes the sysfs and procfs tree of a described Linux machine into a temporary folder; disposing takes it away.</summary>
public sealed class MachineBuilder : IDisposable
{
    public const string Nodes = "sys/devices/system/node/";
    public const string Cpus = "sys/devices/system/cpu/";

    private readonly SortedSet<int> _cells = [];
    private readonly SortedSet<int> _cpus = [];

    public MachineBuilder()
    {
        Root = MachineFolder.Create("numa-machine-");
        Directory.CreateDirectory(Path.Combine(Root, "sys"));
    }

    public string Root { get; }

    public Machine Machine => new FolderMachine(Root);

    public NumaCapabilities Capabilities() => NumaProbe.Capabilities(Machine);

    public NumaCell OnlyCell() => NumaProbe.Cells(Machine).Single();

    /// <summary>A cell with processors ("0-3"; "" for none) and kibibytes of memory, all free unless told.</summary>
    public MachineBuilder Cell(int id, string cpus, long memory = 1048576, long? free = null, string extra = "")
    {
        _cells.Add(id);
        foreach (var cpu in CpuSet.Parse(cpus).Ids)
            _cpus.Add(cpu);
        File($"{Nodes}node{id}/cpulist", cpus + "\n");
        File($"{Nodes}node{id}/meminfo", $"\nNode {id} MemTotal:       {memory} kB\nNode {id} MemFree:        {free ?? memory} kB\n{extra}");
        return Online();
    }

    /// <summary>The rows of the distance files, for the cells in ascending order.</summary>
    public MachineBuilder Distances(params string[] rows)
    {
        foreach (var (cell, row) in _cells.Zip(rows))
            File($"{Nodes}node{cell}/distance", row + "\n");
        return this;
    }

    public MachineBuilder HugePages(int cell, int kibibytes, int total, int free) =>
        File($"{Nodes}node{cell}/hugepages/hugepages-{kibibytes}kB/nr_hugepages", total + "\n")
            .File($"{Nodes}node{cell}/hugepages/hugepages-{kibibytes}kB/free_hugepages", free + "\n");

    /// <summary>Where a processor sits, with the list of its core's threads.</summary>
    public MachineBuilder Processor(int id, int socket, int core, string siblings)
    {
        var folder = $"{Cpus}cpu{id}/topology/";
        return File(folder + "physical_package_id", socket + "\n").File(folder + "core_id", core + "\n").File(folder + "thread_siblings_list", siblings + "\n");
    }

    /// <summary>
    /// The topology of every processor of every cell so far: each cell has that many sockets, sockets have cores, cores have threads.
    /// Processors next to each other are threads of one core. Made for large machines: one file a fact, each written once.
    /// </summary>
    public MachineBuilder Topology(int socketsPerCell, int cores, int threads)
    {
        var socket = 0;
        foreach (var cell in _cells)
        {
            var cpus = CpuSet.Parse(System.IO.File.ReadAllText(Path.Combine(Root, $"{Nodes}node{cell}/cpulist"))).ToArray();
            for (var i = 0; i < cpus.Length; i++)
            {
                var core = i / threads;
                Processor(cpus[i], socket + (core / cores), core % cores, CpuSet.From(cpus.Skip(core * threads).Take(threads)).ToString());
            }

            socket += socketsPerCell;
        }

        return this;
    }

    public MachineBuilder Cache(int cpu, int index, int level, string type, string size, int id, string shared)
    {
        var folder = $"{Cpus}cpu{cpu}/cache/index{index}/";
        return File(folder + "level", level + "\n").File(folder + "type", type + "\n").File(folder + "size", size + "\n")
            .File(folder + "id", id + "\n").File(folder + "shared_cpu_list", shared + "\n").File(folder + "coherency_line_size", "64\n");
    }

    /// <summary>What of the processors is online when that is not all.</summary>
    public MachineBuilder OnlineCpus(string cpus) => File(Cpus + "online", cpus + "\n");

    /// <summary>The vm settings and host memory that available memory is computed from, in kibibytes.</summary>
    public MachineBuilder Reserves(long minFree, int scale, long hostTotal) =>
        File("proc/sys/vm/min_free_kbytes", minFree + "\n").File("proc/sys/vm/watermark_scale_factor", scale + "\n")
            .File("proc/meminfo", $"MemTotal:       {hostTotal} kB\nMemFree:        {hostTotal} kB\n");

    /// <summary>A PCI function, or a bridge, at its own folder below <c>sys/devices</c>, with the link that <c>sys/bus/pci/devices</c> has for it. -1 is the kernel's "unknown".</summary>
    public MachineBuilder Function(string folder, string pciClass, int node, string near)
    {
        var own = $"sys/devices/{folder}/";
        return File(own + "class", pciClass + "\n").File(own + "vendor", "0x8086\n").File(own + "device", "0x10fb\n").File(own + "numa_node", node + "\n").File(own + "local_cpulist", near + "\n")
            .Link("sys/bus/pci/devices/" + Path.GetFileName(folder), own.TrimEnd('/'));
    }

    /// <summary>A link as sysfs has them: relative.</summary>
    public MachineBuilder Link(string path, string target)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        Directory.CreateDirectory(Path.Combine(Root, target));
        System.IO.File.CreateSymbolicLink(full, Path.GetRelativePath(Path.GetDirectoryName(full)!, Path.Combine(Root, target)));
        return this;
    }

    public MachineBuilder File(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text);
        return this;
    }

    public MachineBuilder Remove(string path)
    {
        var full = Path.Combine(Root, path);
        if (Directory.Exists(full))
            Directory.Delete(full, true);
        else
            System.IO.File.Delete(full);
        return this;
    }

    public void Dispose() => Directory.Delete(Root, true);

    private MachineBuilder Online()
    {
        File(Nodes + "online", string.Join(',', _cells.Select(id => id.ToString(CultureInfo.InvariantCulture))) + "\n");
        return _cpus.Count == 0 ? this : OnlineCpus(CpuSet.From(_cpus).ToString());
    }
}
