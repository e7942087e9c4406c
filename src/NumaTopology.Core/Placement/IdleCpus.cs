using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>Which processors had nothing to do between two readings.</summary>
internal static class IdleCpus
{
    // What runs now and then, such as the sampling itself, does not make a processor busy.
    private const double Least = 0.9;

    public static CpuSet Between(IReadOnlyList<CpuTime> before, IReadOnlyList<CpuTime> after)
    {
        var earlier = new Dictionary<int, CpuTime>();
        foreach (var time in before)
            earlier[time.Id] = time;
        var idle = new IdSetBuilder();
        foreach (var now in after)
        {
            // One that came online meanwhile, or whose clock stood still, is not known to be idle.
            if (earlier.TryGetValue(now.Id, out var then) && now.Total > then.Total && now.Idle - then.Idle >= Least * (now.Total - then.Total))
                idle.Add(now.Id);
        }

        return idle.ToCpus();
    }
}
