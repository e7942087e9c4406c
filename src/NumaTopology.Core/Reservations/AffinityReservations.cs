using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Reservations;

/// <summary>
/// Processes with threads that are bound to fewer CPUs than their cgroup has, as taskset or sched_setaffinity bind them: <c>Cpus_allowed_list</c> of
/// <c>proc/PID/task/TID/status</c>. Threads of the kernel, most of which belong to one CPU, are left out: they have no memory of their own (<c>VmSize</c>).
/// So are this process and those that started it.
/// </summary>
internal static class AffinityReservations
{
    public static IEnumerable<NumaReservation> Read(ReservationFacts facts)
    {
        foreach (var process in (facts.Reader.Machine.List("proc") ?? []).Where(ReservationFacts.IsNumber))
        {
            var status = facts.Reader.Fields($"proc/{process}/status").ToList();
            if (!facts.ToldProcesses.Contains(process) && !facts.OwnProcesses.Contains(process) && status.Exists(field => field.Key == "VmSize") && Usual(facts, process) is { } usual && Bound(facts, process, usual) is { } cpus)
            {
                yield return new NumaReservation
                {
                    Owner = $"{status.Find(field => field.Key == "Name").Value} ({process})",
                    Source = ReservationSource.Affinity,
                    Cpus = cpus,
                    EffectiveCpus = cpus,
                    Exclusive = false,
                    Evidence = $"/proc/{process}/task",
                };
            }
        }
    }

    /// <summary>
    /// The CPUs of the threads that may not run on all of the usual ones; null when every thread may, or when such threads have all of these CPUs between them,
    /// as those of a garbage collector with one for each CPU.
    /// </summary>
    private static CpuSet? Bound(ReservationFacts facts, string process, CpuSet usual)
    {
        CpuSet? bound = null;
        foreach (var thread in facts.Reader.Machine.List($"proc/{process}/task") ?? [])
        {
            if (facts.Allowed([$"proc/{process}/task/{thread}"]) is { } cpus && !usual.IsSubsetOf(cpus))
                bound = cpus.Union(bound ?? CpuSet.Empty);
        }

        return bound is null || usual.IsSubsetOf(bound) ? null : bound;
    }

    /// <summary>The CPUs of the process's cgroup, as <c>0::/user.slice</c> or <c>4:cpuset:/job</c> names it; of no cgroup, those that nothing is bound to.</summary>
    private static CpuSet? Usual(ReservationFacts facts, string process)
    {
        if (facts.Cgroups is not { } tree)
            return facts.Unbound;
        foreach (var line in facts.Reader.Text($"proc/{process}/cgroup")?.Split('\n') ?? [])
        {
            var fields = line.Split([':'], 3);
            if (fields.Length == 3 && (tree.IsVersion2 ? fields[1].Length == 0 : fields[1].Split(',').Contains("cpuset")) && tree.Below(fields[2].TrimEnd('/')) is { } group)
                return Less(tree.Effective(group), facts.Unbound);
        }

        return facts.Unbound;
    }

    /// <summary>Of the top group the isolated CPUs are part; no thread runs there unless it is bound to them.</summary>
    private static CpuSet? Less(CpuSet? group, CpuSet? unbound) => group is null || unbound is null ? group ?? unbound : group.Intersect(unbound) is { IsEmpty: false } both ? both : group;
}
