using System;
using System.Collections.Generic;

namespace NumaTopology.Watching;

/// <summary>What the nodes of a machine say of themselves at one moment.</summary>
/// <param name="Elapsed">The time since some moment, by a clock that nobody sets back.</param>
/// <param name="Time">The time of day.</param>
/// <param name="Cells">The nodes by number.</param>
/// <param name="CpuTimes">The times of the CPUs by number.</param>
/// <param name="HostName">The host's name; null when unknown.</param>
internal sealed record MachineReading(TimeSpan Elapsed, DateTimeOffset Time, Dictionary<int, CellReading> Cells, Dictionary<int, CpuTime> CpuTimes, string? HostName)
{
    /// <summary>Reads a machine; <paramref name="ids"/> null means all nodes.</summary>
    /// <exception cref="TopologyFormatException">A fact is malformed.</exception>
    public static MachineReading Of(Machine machine, IReadOnlyList<int>? ids, Clock clock)
    {
        var elapsed = clock.Elapsed;
        var cells = new Dictionary<int, CellReading>();
        string? hostName = null;
        foreach (var cell in NumaProbe.Readings(machine, ids))
        {
            cells[cell.Memory.Id] = cell;
            hostName = cell.Memory.HostName;
        }

        var times = NumaProbe.CpuTimes(machine) ?? [];
        var timeOf = new Dictionary<int, CpuTime>(times.Count);
        foreach (var time in times)
            timeOf[time.Id] = time;
        // Of a host its own clock says when it was: how long the connection took differs each time.
        return new MachineReading((machine.Snapshot is null ? null : NumaProbe.Uptime(machine)) ?? elapsed, clock.Now, cells, timeOf, hostName);
    }
}
