using System;
using System.Collections.Generic;

namespace NumaTopology.Watching;

/// <summary>Watches the nodes of a machine: reads them at equal intervals, and says what happened in each.</summary>
internal sealed class CellWatch
{
    private readonly Machine _machine;
    private readonly IReadOnlyList<int>? _ids;
    private readonly TimeSpan _interval;
    private readonly Clock _clock;
    private readonly SortedSet<int> _known;
    private Reading _before;
    private TimeSpan _due;

    /// <summary>Begins to watch: the first interval starts.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="ids">The nodes; null means all, also those that come later.</param>
    /// <param name="interval">The time between two readings.</param>
    /// <param name="clock">The clock.</param>
    public CellWatch(Machine machine, IReadOnlyList<int>? ids, TimeSpan interval, Clock clock)
    {
        _machine = machine;
        _ids = ids;
        _interval = interval;
        _clock = clock;
        _before = Read();
        _due = _before.Elapsed;
        _known = [.. _before.Cells.Keys];
    }

    /// <summary>The nodes that there are, or have been.</summary>
    public IReadOnlyCollection<int> Known => _known;

    /// <summary>Waits for the end of the interval, and gives each node that there is or has been.</summary>
    /// <exception cref="OperationCanceledException">The machine's token was cancelled.</exception>
    /// <exception cref="TopologyFormatException">A fact is malformed.</exception>
    public IReadOnlyList<NumaCellActivity> Next()
    {
        // The moments do not drift; one that is past, as behind a long pause of the pipeline, is now. The clock is looked at once: by a second look it has gone on, and a
        // wait of -1 ms has no end.
        var now = _clock.Elapsed;
        _due = Max(_due + _interval, now);
        _clock.Wait(_due - now, _machine.Cancellation);
        var (before, after) = (_before, Read());
        _before = after;
        _known.UnionWith(after.Cells.Keys);
        var cells = new List<NumaCellActivity>(_known.Count);
        foreach (var id in _known)
            cells.Add(Activity(id, before, after));
        return cells;
    }

    private static NumaCellActivity Activity(int id, Reading before, Reading after)
    {
        if (!after.Cells.TryGetValue(id, out var now))
            return new NumaCellActivity { Id = id, Time = after.Time, HostName = after.HostName };
        before.Cells.TryGetValue(id, out var then);
        var seconds = (after.Elapsed - before.Elapsed).TotalSeconds;
        return new NumaCellActivity
        {
            Id = id,
            Time = after.Time,
            Memory = now.Memory.Memory,
            FreeMemory = now.Memory.FreeMemory,
            AvailableMemory = now.Memory.AvailableMemory,
            HugePages = now.HugePages,
            Busy = now.Cpus is { } cpus && then is not null ? CpuBusy.Share(cpus, before.CpuTimes, after.CpuTimes) : null,
            Hit = Rate(CellCounter.Hit),
            Miss = Rate(CellCounter.Miss),
            Foreign = Rate(CellCounter.Foreign),
            OtherNode = Rate(CellCounter.OtherNode),
            Promoted = Rate(CellCounter.Promoted),
            Demoted = Rate(CellCounter.Demoted),
            Migrated = Rate(CellCounter.Migrated),
            HostName = after.HostName,
        };

        // A counter that is less than it was has restarted, as that of a node that was away.
        double? Rate(CellCounter counter) => seconds > 0 && then?.Counters[counter] is { } earlier && now.Counters[counter] is { } later && later >= earlier
            ? (later - earlier) / seconds
            : null;
    }

    private Reading Read()
    {
        var elapsed = _clock.Elapsed;
        var cells = new Dictionary<int, CellReading>();
        string? hostName = null;
        foreach (var cell in NumaProbe.Readings(_machine, _ids))
        {
            cells[cell.Memory.Id] = cell;
            hostName = cell.Memory.HostName;
        }

        var times = NumaProbe.CpuTimes(_machine) ?? [];
        var timeOf = new Dictionary<int, CpuTime>(times.Count);
        foreach (var time in times)
            timeOf[time.Id] = time;
        return new Reading(elapsed, _clock.Now, cells, timeOf, hostName);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed record Reading(TimeSpan Elapsed, DateTimeOffset Time, Dictionary<int, CellReading> Cells, Dictionary<int, CpuTime> CpuTimes, string? HostName);
}
