using System.Collections.Generic;
using System.Linq;
using NumaTopology.Linux;

namespace NumaTopology.Processes;

/// <summary>Reads the processes of a Linux machine, <c>proc/PID</c>. One that ends while it is read is left out.</summary>
internal sealed class LinuxProcesses
{
    private static readonly string[] s_files = ["stat", "status", "task", "numa_maps"];

    private readonly FactReader _reader;
    private readonly ThreadReader _threads;
    private readonly CpuCells _cells;
    private readonly ProcessSelection _selection;
    private readonly MemoryTime _time = new();

    private LinuxProcesses(FactReader reader, ProcessSelection selection)
    {
        _reader = reader;
        _cells = CpuCells.Read(reader);
        _threads = new ThreadReader(reader, _cells);
        _selection = selection;
    }

    public static IReadOnlyList<NumaProcess> Read(Machine machine, ProcessSelection selection) => new LinuxProcesses(new FactReader(machine), selection).Read();

    private List<NumaProcess> Read()
    {
        var all = new List<Found>();
        foreach (var id in Candidates())
        {
            if (ThreadStat.Read(_reader, ThreadReader.Folder(id)) is var stat && stat is null ? IsRefused(id, "stat") : !stat.HasEnded)
                all.Add(new Found(id, stat));
        }

        var processes = new List<NumaProcess>();
        var chosen = ProcessChoice.Of(all, _selection);
        for (var i = 0; i < chosen.Count; i++)
        {
            _selection.Progress?.Invoke(i, chosen.Count);
            if (Describe(chosen[i]) is { } process)
                processes.Add(process);
        }

        if (_selection.WithMemory)
            Unrecorded.TellMemory(_reader.Machine, [.. processes.Where(process => process.Memory is null).Select(process => ThreadReader.Folder(process.Id) + "/numa_maps")]);
        _time.Tell(_reader.Machine);
        return processes;
    }

    /// <summary>The ids to look at, ascending: those that are asked for, else all.</summary>
    private IEnumerable<int> Candidates()
    {
        var isGiven = _selection is { Ids: not null, WithChildren: false };
        var names = isGiven && _reader.Machine.Snapshot is null ? [] : _reader.Machine.List("proc");
        if (names is null)
            Unrecorded.TellProcesses(_reader.Machine, "proc");
        if (isGiven)
            return _selection.Ids!.Distinct().OrderBy(id => id);
        return ThreadReader.Numbers(names ?? []);
    }

    /// <summary>The process; null when it has ended meanwhile, or the id is that of a thread, which has a folder too.</summary>
    private NumaProcess? Describe(Found found)
    {
        var folder = ThreadReader.Folder(found.Id);
        var status = _threads.Status(folder);
        if (status is null ? !IsRefused(found.Id, "status") : status.Value.ProcessId is { } group && group != found.Id)
            return null;
        List<NumaThread>? threads = null;
        int? count = null;
        if (found.Stat is { } stat)
        {
            var tasks = stat.ThreadCount > 1 ? _threads.Read(found.Id) : null;
            threads = tasks ?? [_threads.Thread(found.Id, stat, status ?? default)];
            count = tasks?.Count ?? stat.ThreadCount;
        }

        var maps = _selection.WithMemory ? _time.Take(folder + "/numa_maps", () => NumaMaps.Read(_reader, folder)) : null;
        // One that has ended has no thread and no mapping.
        var mayHaveEnded = count == 0 || (_selection.WithMemory && maps is null or { Policies.Count: 0 } && found.Stat is { IsOfKernel: false });
        return mayHaveEnded && ThreadStat.Read(_reader, folder) is null or { HasEnded: true } ? null : NewProcess(found, status, threads, count, maps);
    }

    private NumaProcess NewProcess(Found found, ThreadStatus? status, List<NumaThread>? threads, int? count, NumaMaps? maps)
    {
        var cpus = Union(threads);
        var refused = s_files.Where(name => IsRefused(found.Id, name)).Select(name => $"/{ThreadReader.Folder(found.Id)}/{name}").ToList();
        return new NumaProcess
        {
            Id = found.Id,
            Name = found.Name,
            ParentId = found.ParentId is > 0 ? found.ParentId : null,
            AllowedCpus = cpus,
            Cells = cpus is null ? null : _cells.Of(cpus),
            AllowedCells = status?.Cells,
            LastCpu = found.Stat?.LastCpu,
            LastCell = found.Stat is { } stat ? _cells.Of(stat.LastCpu) : null,
            ThreadCount = count,
            Threads = _selection.WithThreads ? threads : null,
            Usage = ProcessUsage.Of(threads ?? [], maps?.Memory),
            Memory = maps?.Memory.All,
            Policies = maps?.Policies,
            Access = refused.Count == 0 ? null : string.Join(", ", refused) + " refused",
            Snapshot = _reader.Machine.Snapshot,
            HostName = _reader.HostName,
        };
    }

    /// <summary>The CPUs of all threads; null when those of none are known.</summary>
    private static CpuSet? Union(List<NumaThread>? threads)
    {
        CpuSet? all = null;
        foreach (var thread in threads ?? [])
            all = all is null || ReferenceEquals(all, thread.AllowedCpus) ? thread.AllowedCpus : thread.AllowedCpus?.Union(all) ?? all;
        return all;
    }

    private bool IsRefused(int id, string name) => _reader.Machine.IsRefused($"{ThreadReader.Folder(id)}/{name}");

    private sealed record Found(int Id, ThreadStat? Stat) : IChoosable
    {
        public string? Name => Stat?.Name;

        public int? ParentId => Stat?.ParentId;

        public bool IsOfKernel => Stat?.IsOfKernel == true;
    }
}
