using System;
using System.Collections.Generic;

namespace NumaTopology.Watching;

/// <summary>Watches the nodes of a machine: reads them at equal intervals, and says what happened in each.</summary>
internal sealed class CellWatch
{
    private readonly CellHistory _history = new();
    private readonly Machine _machine;
    private readonly IReadOnlyList<int>? _ids;
    private readonly Clock _clock;
    private readonly Intervals _intervals;

    /// <summary>Begins to watch: the first interval starts.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="ids">The nodes; null means all, also those that come later.</param>
    /// <param name="interval">The time between two readings.</param>
    /// <param name="clock">The clock.</param>
    public CellWatch(Machine machine, IReadOnlyList<int>? ids, TimeSpan interval, Clock clock)
    {
        _machine = machine;
        _ids = ids;
        _clock = clock;
        _intervals = new Intervals(interval, clock);
        _history.Add(MachineReading.Of(machine, ids, clock));
    }

    /// <summary>The nodes that there are, or have been.</summary>
    public IReadOnlyCollection<int> Known => _history.Known;

    /// <summary>Waits for the end of the interval, and gives each node that there is or has been.</summary>
    /// <exception cref="OperationCanceledException">The machine's token was cancelled.</exception>
    /// <exception cref="TopologyFormatException">A fact is malformed.</exception>
    public IReadOnlyList<NumaCellActivity> Next()
    {
        _intervals.Wait(_machine.Cancellation);
        return _history.Add(MachineReading.Of(_machine, _ids, _clock));
    }
}
