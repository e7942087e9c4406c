using System.Linq;
using NumaTopology.Reservations;

namespace NumaTopology.Health;

/// <summary>What this process is allowed to use, by <see cref="NumaCapabilities.AllowedCpus"/> and <see cref="NumaCapabilities.AllowedCells"/>. Isolated CPUs are kept from all programs on purpose.</summary>
internal static class AllowedCpuRule
{
    public static HealthRule Rule { get; } = new("AllowedCpu")
    {
        LeastNodes = 1,
        Expected = "CPUs of every node are allowed, and the memory of their nodes",
        Why = "CPUs and memory of the same nodes avoid remote access. A program that is not allowed to run on a node reaches that node's memory only from another; one that runs on a node without its memory has all memory remote.",
        Fix = "Give the cgroup, container or job CPUs and memory of the same nodes (cpuset.cpus and cpuset.mems).",
        Reference = "https://docs.kernel.org/admin-guide/cgroup-v2.html#cpuset",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        var machine = facts.Capabilities;
        if (machine.AllowedCpus is not { } cpus)
            return Verdict.Unknown("allowed CPUs not reported");
        facts.Note($"allowed CPUs {cpus}, allowed nodes {(machine.AllowedCells is { } allowed ? NodeSet.From(allowed).ToString() : "not reported")}");
        var isolated = facts.CpuList(KernelReservations.Isolated) ?? CpuSet.Empty;
        var closed = facts.Cells.Where(cell => !cell.Cpus.Except(isolated).IsEmpty && !cell.Cpus.Overlaps(cpus)).Select(cell => cell.Id).ToList();
        var remote = machine.AllowedCells is { } cells ? facts.Cells.Where(cell => cell.Memory > 0 && cell.Cpus.Overlaps(cpus) && !cells.Contains(cell.Id)).Select(cell => cell.Id).ToList() : [];
        if (remote.Count > 0)
            return Verdict.Warn($"CPUs of {PlacementText.Cells(remote)} allowed, memory not", remote);
        if (closed.Count > 0)
            return Verdict.Warn($"no CPU of {PlacementText.Cells(closed)} is allowed", closed);
        return facts.Cells.Any(cell => cell.Kind is null && cell.Cpus.IsEmpty) ? Verdict.Unknown("CPUs of some nodes not reported") : Verdict.Pass($"{PlacementText.Count(cpus.Count, "CPU")} allowed");
    }
}
