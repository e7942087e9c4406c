using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Watching;

/// <summary>How busy some CPUs were between two readings of their times.</summary>
internal static class CpuBusy
{
    /// <summary>The part of their time, 0 to 1, in which they were not idle; null without CPUs that both readings have.</summary>
    public static double? Share(CpuSet cpus, IReadOnlyList<CpuTime>? before, IReadOnlyList<CpuTime>? after)
    {
        if (before is null || after is null)
            return null;
        var earlier = before.GroupBy(time => time.Id).ToDictionary(same => same.Key, same => same.First());
        long idle = 0, total = 0;
        foreach (var now in after.Where(time => cpus.Contains(time.Id)))
        {
            // The times of a CPU that was offline meanwhile may begin anew.
            if (!earlier.TryGetValue(now.Id, out var then) || now.Total <= then.Total)
                continue;
            total += now.Total - then.Total;
            // Linux lets the time of waiting for disks, which is idle, decrease now and then.
            idle += Math.Max(0, now.Idle - then.Idle);
        }

        return total == 0 ? null : Math.Max(0, 1 - ((double)idle / total));
    }
}
