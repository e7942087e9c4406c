using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>Reads where processors sit: <c>cpuN/topology</c>.</summary>
internal static class ProcessorTopology
{
    /// <summary>The processors of a set, by number.</summary>
    public static IReadOnlyList<LogicalProcessor> Read(FactReader reader, CoreKinds kinds, CpuSet cpus)
    {
        var ids = cpus.ToArray();
        var processors = new LogicalProcessor[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            processors[i] = Read(reader, kinds, ids[i]);
        return processors;
    }

    private static LogicalProcessor Read(FactReader reader, CoreKinds kinds, int id)
    {
        var cpu = OnlineCpus.Folder + "/cpu" + id.ToString(CultureInfo.InvariantCulture);
        var folder = cpu + "/topology/";
        return new LogicalProcessor
        {
            Id = id,
            Socket = reader.Id(folder + "physical_package_id"),
            Die = reader.Id(folder + "die_id"),
            Cluster = reader.Id(folder + "cluster_id"),
            Core = reader.Id(folder + "core_id"),
            Siblings = reader.List(folder + "thread_siblings_list") ?? reader.Mask(folder + "thread_siblings"),
            CoreKind = kinds.Of(id),
            Capacity = reader.Id(cpu + "/cpu_capacity"),
        };
    }
}
