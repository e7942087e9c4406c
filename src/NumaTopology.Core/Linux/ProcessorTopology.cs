using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>
/// Reads where processors sit: <c>cpuN/topology</c>. What the threads of a core have in common by the kernel's own definition is read once
/// for them: they share a package and a die. Their core numbers may differ (the modules of AMD's family 15h do that), their clusters too.
/// </summary>
internal static class ProcessorTopology
{
    /// <summary>The processors of a set, by number.</summary>
    public static IReadOnlyList<LogicalProcessor> Read(FactReader reader, CoreKinds kinds, CpuSet cpus)
    {
        var ids = cpus.ToArray();
        var processors = new LogicalProcessor[ids.Length];
        // By processor: one of the same core that was read before.
        var threads = new Dictionary<int, LogicalProcessor>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (!threads.TryGetValue(ids[i], out var thread))
            {
                thread = ReadCore(reader, ids[i]);
                if (thread.Siblings?.Contains(ids[i]) == true)
                {
                    foreach (var sibling in thread.Siblings.Intersect(cpus).ToArray())
                        threads[sibling] = thread;
                }
            }

            processors[i] = Read(reader, kinds, ids[i], thread);
        }

        return processors;
    }

    /// <summary>The threads of a processor's core, itself included; null when missing.</summary>
    public static CpuSet? ReadSiblings(FactReader reader, int id)
    {
        var folder = Folder(id) + "/topology/";
        return reader.CpuList(folder + "thread_siblings_list") ?? reader.CpuMask(folder + "thread_siblings");
    }

    private static string Folder(int id) => OnlineCpus.Folder + "/cpu" + id.ToString(CultureInfo.InvariantCulture);

    private static LogicalProcessor ReadCore(FactReader reader, int id)
    {
        var cpu = Folder(id);
        var folder = cpu + "/topology/";
        return new LogicalProcessor
        {
            Id = id,
            Socket = reader.Id(folder + "physical_package_id"),
            Die = reader.Id(folder + "die_id"),
            Siblings = ReadSiblings(reader, id),
            Capacity = reader.Id(cpu + "/cpu_capacity"),
        };
    }

    private static LogicalProcessor Read(FactReader reader, CoreKinds kinds, int id, LogicalProcessor thread)
    {
        var folder = Folder(id) + "/topology/";
        return thread with
        {
            Id = id,
            Cluster = reader.Id(folder + "cluster_id"),
            Core = reader.Id(folder + "core_id"),
            CoreKind = kinds.Of(id),
        };
    }
}
