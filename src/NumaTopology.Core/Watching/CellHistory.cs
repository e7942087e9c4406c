using System.Collections.Generic;

namespace NumaTopology.Watching;

/// <summary>What a machine said last, and which nodes it has had: what it says next shows what happened in between.</summary>
internal sealed class CellHistory
{
    private readonly SortedSet<int> _known = [];
    private MachineReading? _before;

    /// <summary>The nodes that there are, or have been.</summary>
    public IReadOnlyCollection<int> Known => _known;

    /// <summary>What each node that there is or has been did since the last reading; nothing at the first one.</summary>
    public IReadOnlyList<NumaCellActivity> Add(MachineReading after)
    {
        var before = _before;
        _before = after;
        _known.UnionWith(after.Cells.Keys);
        var cells = new List<NumaCellActivity>(_known.Count);
        foreach (var id in before is null ? [] : _known)
            cells.Add(Activity(id, before!, after));
        return cells;
    }

    /// <summary>The machine was not read for a while: the next reading begins anew.</summary>
    public void Interrupt() => _before = null;

    private static NumaCellActivity Activity(int id, MachineReading before, MachineReading after)
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
}
