using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NumaTopology.Machines.Windows;
using NumaTopology.Snapshots;
using NumaTopology.Windows;

namespace NumaTopology.Benchmarks;

/// <summary>Writes what GetLogicalProcessorInformationEx gives on a machine of equal cells, each of one package, with two threads a core. The records lie as in winnt.h.</summary>
internal static class WindowsBuffers
{
    private const int InAGroup = 64;

    public static Machine Describe(int cells, int cpus)
    {
        var ofCell = cpus / cells;
        var all = Enumerable.Range(0, cpus).ToList();
        var cores = all.Chunk(2).ToList();
        var packages = all.Chunk(ofCell).ToList();
        var facts = new Dictionary<string, byte[]>
        {
            [WindowsFacts.Groups] = Groups(cpus),
            [WindowsFacts.Cores] = Buffer(cores.Select(core => Processor(ProcessorRelationship.Core, core))),
            [WindowsFacts.Packages] = Buffer(packages.Select(package => Processor(ProcessorRelationship.Package, package))),
            [WindowsFacts.NumaNodesEx] = Buffer(packages.Select((own, node) => Node(node, own))),
            [WindowsFacts.Caches] = Buffer(cores.SelectMany(core => new[] { Cache(1, 2, 48 << 10, core), Cache(1, 1, 32 << 10, core), Cache(2, 0, 2 << 20, core) })
                .Concat(all.Chunk(16).Select(near => Cache(3, 0, 32 << 20, near)))),
            [WindowsFacts.PageSize] = Encoding.ASCII.GetBytes("4096"),
        };
        for (var node = 0; node < cells; node++)
            facts[WindowsFacts.AvailableMemory(node)] = Encoding.ASCII.GetBytes("17179869184");
        return new SnapshotMachine("described", facts, new Dictionary<string, IReadOnlyList<string>>(), [], MachineSystem.Windows, null, null);
    }

    private static byte[] Buffer(IEnumerable<byte[]> records) => records.SelectMany(record => record).ToArray();

    /// <summary>PROCESSOR_RELATIONSHIP: flags, efficiency class, 20 reserved bytes, the count of groups and their masks.</summary>
    private static byte[] Processor(int relationship, int[] cpus) => Record(relationship, cpus, record => record.Write(new byte[22]));

    /// <summary>NUMA_NODE_RELATIONSHIP: the node, 18 reserved bytes, the count and the masks. A record of RelationNumaNodeEx says that it is one of RelationNumaNode.</summary>
    private static byte[] Node(int node, int[] cpus) => Record(ProcessorRelationship.NumaNode, cpus, record =>
    {
        record.Write(node);
        record.Write(new byte[18]);
    });

    /// <summary>CACHE_RELATIONSHIP: level, ways, line, size, type (0 unified, 1 instruction, 2 data), 18 reserved bytes, the count and the masks.</summary>
    private static byte[] Cache(byte level, int type, int size, int[] cpus) => Record(ProcessorRelationship.Cache, cpus, record =>
    {
        record.Write(level);
        record.Write((byte)16);
        record.Write((ushort)64);
        record.Write(size);
        record.Write(type);
        record.Write(new byte[18]);
    });

    /// <summary>GROUP_RELATIONSHIP: how many groups there can be and are, 20 reserved bytes, 48 bytes for each group.</summary>
    private static byte[] Groups(int cpus)
    {
        var groups = (cpus + InAGroup - 1) / InAGroup;
        return Record(ProcessorRelationship.Group, record =>
        {
            record.Write((ushort)groups);
            record.Write((ushort)groups);
            record.Write(new byte[20]);
            for (var group = 0; group < groups; group++)
            {
                record.Write((byte)InAGroup);
                record.Write((byte)InAGroup);
                record.Write(new byte[38]);
                record.Write(ulong.MaxValue);
            }
        });
    }

    private static byte[] Record(int relationship, int[] cpus, Action<BinaryWriter> head) => Record(relationship, record =>
    {
        head(record);
        var groups = cpus.GroupBy(cpu => cpu / InAGroup).ToList();
        record.Write((ushort)groups.Count);
        foreach (var group in groups)
        {
            record.Write(group.Aggregate(0UL, (mask, cpu) => mask | (1UL << (cpu % InAGroup))));
            record.Write((ushort)group.Key);
            record.Write(new byte[6]);
        }
    });

    private static byte[] Record(int relationship, Action<BinaryWriter> content)
    {
        using var bytes = new MemoryStream();
        using var record = new BinaryWriter(bytes);
        record.Write(relationship);
        record.Write(0);
        content(record);
        record.Seek(4, SeekOrigin.Begin);
        record.Write((int)bytes.Length);
        return bytes.ToArray();
    }
}
