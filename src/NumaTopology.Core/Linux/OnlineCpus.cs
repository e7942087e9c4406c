using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>Which processors exist and which of them run.</summary>
internal static class OnlineCpus
{
    public const string Folder = "sys/devices/system/cpu";

    /// <summary>
    /// <c>cpu/online</c>; where an old kernel has none, every <c>cpuN</c> folder but those whose <c>online</c> file says 0; where there
    /// are no such folders, the <c>cpuN</c> lines of <c>proc/stat</c>; null when nothing tells.
    /// </summary>
    public static CpuSet? Read(FactReader reader)
    {
        var online = reader.CpuList(Folder + "/online");
        // The kernel always has a processor online: an empty file tells nothing.
        if (online is { IsEmpty: false })
            return online;
        var present = Folders(reader);
        if (present is null)
            return FromStat(reader);
        var builder = new IdSetBuilder();
        foreach (var id in present)
        {
            if (reader.Number($"{Folder}/cpu{id.ToString(CultureInfo.InvariantCulture)}/online") != 0)
                builder.Add(id);
        }

        return builder.ToCpus();
    }

    /// <summary>Whether sysfs tells of processors, as it does on every machine where it is mounted.</summary>
    public static bool IsSysfsThere(FactReader reader) => reader.TryRead(Folder + "/online") || reader.Machine.List(Folder) is not null;

    /// <summary>The processors of a node that run; null when unknown. Kernels before 5.x list offline processors too, so what does not run is taken off.</summary>
    public static CpuSet? OfNode(FactReader reader, int node, CpuSet? online)
    {
        var cpus = reader.CpuList(NodeFacts.CpuList(node)) ?? reader.CpuMask(NodeFacts.CpuMap(node));
        return online is null ? cpus : cpus?.Intersect(online);
    }

    /// <summary><c>cpu/present</c>, else every <c>cpuN</c> folder; null when nothing tells.</summary>
    public static CpuSet? ReadPresent(FactReader reader)
    {
        var present = reader.CpuList(Folder + "/present");
        if (present is not null)
            return present;
        var folders = Folders(reader);
        return folders is null ? null : CpuSet.From(folders);
    }

    private static List<int>? Folders(FactReader reader)
    {
        var ids = reader.NumberedNames(Folder, "cpu");
        return ids is { Count: > 0 } ? ids : null;
    }

    /// <summary>A line for each online processor: <c>cpu3 4705 0 1203 …</c>.</summary>
    private static CpuSet? FromStat(FactReader reader)
    {
        var builder = new IdSetBuilder();
        foreach (var line in reader.Text("proc/stat")?.Split('\n') ?? [])
        {
            var end = line.IndexOf(' ');
            if (end > 0 && FactReader.TryNumberedName(line.Substring(0, end), "cpu", "", out var id) && id < MachineLimits.Ids)
                builder.Add((int)id);
        }

        var set = builder.ToCpus();
        return set.IsEmpty ? null : set;
    }
}
