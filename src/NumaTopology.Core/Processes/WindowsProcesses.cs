using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Machines.Windows;
using NumaTopology.Windows;

namespace NumaTopology.Processes;

/// <summary>Reads the processes of a Windows machine. One that ends while it is read is left out.</summary>
internal sealed class WindowsProcesses
{
    // STILL_ACTIVE.
    private const string Running = "259";

    private readonly WindowsReader _reader;
    private readonly GroupNumbers _groups;
    private readonly CpuCells _cells;
    private readonly WindowsCpuSets? _sets;
    private readonly ProcessSelection _selection;
    private readonly MemoryTime _time = new();

    private WindowsProcesses(WindowsReader reader, ProcessSelection selection)
    {
        _reader = reader;
        _groups = new GroupNumbers(reader.Records(WindowsFacts.Groups));
        _cells = CpuCells.Read(reader, _groups);
        _sets = WindowsCpuSets.Read(reader, _groups);
        _selection = selection;
    }

    public static IReadOnlyList<NumaProcess> Read(Machine machine, ProcessSelection selection) => new WindowsProcesses(new WindowsReader(machine), selection).Read();

    private List<NumaProcess> Read()
    {
        var lines = _reader.Lines(WindowsFacts.Processes);
        if (lines is null)
            Unrecorded.TellProcesses(_reader.Machine, WindowsFacts.Processes);
        var all = (lines ?? []).Select(Parse).OrderBy(found => found.Id).ToList();
        var threads = (_reader.Lines(WindowsFacts.Threads) ?? []).ToLookup(line => Numbers(WindowsFacts.Threads, line, 2)[0], line => Numbers(WindowsFacts.Threads, line, 2)[1]);
        var processes = new List<NumaProcess>();
        var chosen = ProcessChoice.Of(all, _selection);
        for (var i = 0; i < chosen.Count; i++)
        {
            _selection.Progress?.Invoke(i, chosen.Count);
            // Process 0, which runs where nothing does, cannot be opened.
            var exitCode = WindowsFacts.ExitCode(chosen[i].Id);
            if (_reader.Text(exitCode) == Running || IsRefused(exitCode))
                processes.Add(Describe(chosen[i], [.. threads[chosen[i].Id].OrderBy(id => id)]));
        }

        if (_selection.WithMemory)
            Unrecorded.TellMemory(_reader.Machine, [.. processes.Where(process => process.Memory is null && !IsRefused(WindowsFacts.ExitCode(process.Id))).Select(process => WindowsFacts.WorkingSet(process.Id))]);
        _time.Tell(_reader.Machine);
        return processes;
    }

    private NumaProcess Describe(Found found, List<int> threadIds)
    {
        var cpus = WindowsConfinement.Read(_reader, _groups, found.Id, _sets);
        var threads = threadIds.ConvertAll(Thread);
        var memory = _selection.WithMemory ? _time.Take(WindowsFacts.WorkingSet(found.Id), () => WorkingSet.Read(_reader, found.Id, _reader.Number(WindowsFacts.PageSize) is { } size and > 0 ? size : 4096)) : null;
        var refused = new List<string>();
        if (IsRefused(WindowsFacts.Of(found.Id, WindowsFacts.Affinity)))
            refused.Add("affinity");
        if (IsRefused(WindowsFacts.WorkingSet(found.Id)))
            refused.Add("memory");
        return new NumaProcess
        {
            Id = found.Id,
            Name = found.Name,
            ParentId = found.ParentId is > 0 ? found.ParentId : null,
            AllowedCpus = cpus,
            Cells = cpus is null ? null : _cells.Of(cpus),
            LastCell = threads.FirstOrDefault()?.CellId,
            ThreadCount = threads.Count > 0 ? threads.Count : null,
            Threads = _selection.WithThreads ? threads : null,
            // Windows does not tell a heap or a stack from other private memory.
            Usage = ProcessUsage.Of(threads, memory).ConvertAll(cell => cell with { Heap = null, Stack = null }),
            Memory = memory?.All,
            Access = refused.Count == 0 ? null : string.Join(", ", refused) + " refused",
            Snapshot = _reader.Machine.Snapshot,
            HostName = _reader.HostName,
        };
    }

    private NumaThread Thread(int id)
    {
        var ideal = _reader.Text(WindowsFacts.IdealCpu(id)) is { } text && Numbers(WindowsFacts.IdealCpu(id), text, 2) is var number ? _groups.Id(number[0], number[1]) : null;
        var affinity = _selection.WithThreads ? _reader.Text(WindowsFacts.ThreadAffinity(id)) : null;
        return new NumaThread
        {
            Id = id,
            AllowedCpus = affinity is null ? null : _groups.Set([GroupMask.Parse(_reader, WindowsFacts.ThreadAffinity(id), affinity)], WindowsFacts.ThreadAffinity(id)),
            IdealCpu = ideal,
            CellId = ideal is { } cpu ? _cells.Of(cpu) : null,
        };
    }

    /// <summary>A line <c>812 4 smss.exe</c>; the name may hold blanks.</summary>
    private Found Parse(string line)
    {
        var fields = line.Split([' '], 3);
        if (fields.Length != 3)
            throw _reader.Malformed(WindowsFacts.Processes, $"'{line}' is not an id, the id of the parent and a name");
        var name = fields[2].EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? fields[2].Substring(0, fields[2].Length - ".exe".Length) : fields[2];
        return new Found(Id(WindowsFacts.Processes, fields[0]), name, Id(WindowsFacts.Processes, fields[1]));
    }

    private int[] Numbers(string fact, string line, int count)
    {
        var fields = line.Split(' ');
        return fields.Length == count ? Array.ConvertAll(fields, field => Id(fact, field)) : throw _reader.Malformed(fact, $"'{line}' is not {count} numbers");
    }

    private int Id(string fact, string text) => _reader.Parse(fact, text) is <= int.MaxValue and var id ? (int)id : throw _reader.Malformed(fact, $"'{text}' is not an id");

    private bool IsRefused(string fact) => _reader.Machine.IsRefused(fact);

    private sealed record Found(int Id, string? Name, int? ParentId) : IChoosable
    {
        // System (4) is a process of its own.
        public bool IsOfKernel => false;
    }
}
