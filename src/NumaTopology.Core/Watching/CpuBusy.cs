using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Watching;

/// <summary>How busy some CPUs were between two readings of their times.</summary>
internal static class CpuBusy
{
    /// <summary>The part of their time, 0 to 1, in which they were not idle; null without CPUs that both readings have.</summary>
    public static double? Share(CpuSet cpus, IReadOnlyDictionary<int, CpuTime> before, IReadOnlyDictionary<int, CpuTime> after)
    {
        long idle = 0, total = 0;
        // A set of a million can be written in a few bytes, the times of as many cannot.
        foreach (var id in cpus.Count <= after.Count ? cpus.Ids : after.Keys.Where(cpus.Contains))
        {
            // The times of a CPU that was offline meanwhile may begin anew.
            if (!before.TryGetValue(id, out var then) || !after.TryGetValue(id, out var now) || now.Total <= then.Total)
                continue;
            total += now.Total - then.Total;
            // Linux lets the time of waiting for disks, which is idle, decrease now and then.
            idle += Math.Max(0, now.Idle - then.Idle);
        }

        return total == 0 ? null : Math.Max(0, 1 - ((double)idle / total));
    }
}
