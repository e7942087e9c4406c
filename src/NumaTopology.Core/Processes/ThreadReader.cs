using System.Collections.Generic;
using System.Globalization;
using NumaTopology.Linux;

namespace NumaTopology.Processes;

/// <summary>Reads threads of Linux processes: where each may run, where it last did, and where its memory may come from.</summary>
internal sealed class ThreadReader(FactReader reader, CpuCells cells)
{
    // PID_MAX_LIMIT of include/linux/threads.h, on 64 bits.
    private const int MostIds = 4 << 20;

    private readonly ThreadStatusReader _status = new(reader);

    /// <summary>The folder of a process: <c>proc/2381</c>.</summary>
    public static string Folder(int process) => "proc/" + process.ToString(CultureInfo.InvariantCulture);

    /// <summary>The threads of a process by id, without those that end meanwhile; null when they are not reported.</summary>
    public List<NumaThread>? Read(int process)
    {
        var tasks = Folder(process) + "/task";
        if (reader.Machine.List(tasks) is not { } names)
            return null;
        var threads = new List<NumaThread>(names.Count);
        foreach (var id in Numbers(names))
        {
            var folder = tasks + "/" + id.ToString(CultureInfo.InvariantCulture);
            if (ThreadStat.Read(reader, folder) is { HasEnded: false } stat && Status(folder) is { } status)
                threads.Add(Thread(id, stat, status));
        }

        return threads;
    }

    /// <summary>What the status of a folder of a process or thread says; null when there is none, or it is refused.</summary>
    public ThreadStatus? Status(string folder) => _status.Read(folder);

    /// <summary>A thread of what its files say.</summary>
    public NumaThread Thread(int id, ThreadStat stat, ThreadStatus status) => new()
    {
        Id = id,
        Name = stat.Name,
        AllowedCpus = status.Cpus,
        AllowedCells = status.Cells,
        LastCpu = stat.LastCpu,
        CellId = cells.Of(stat.LastCpu),
    };

    /// <summary>The ids among the names of a folder, ascending.</summary>
    public static List<int> Numbers(IReadOnlyList<string> names)
    {
        var ids = new List<int>(names.Count);
        foreach (var name in names)
        {
            if (FactReader.TryNumberedName(name, "", "", out var id) && id is > 0 and < MostIds)
                ids.Add((int)id);
        }

        ids.Sort();
        return ids;
    }
}
