using System.Linq;
using NumaTopology.Reservations;

namespace NumaTopology.Health;

/// <summary>
/// <c>numa_balancing</c>, a sum of bits: 1 moves memory to the node that accesses it, 2 moves it between tiers of memory. Both unmap pages to see who comes for
/// them.
/// </summary>
internal static class NumaBalancingRule
{
    private const string Fact = "proc/sys/kernel/numa_balancing";
    private const long Normal = 1;
    private const long Tiering = 2;

    public static HealthRule Rule { get; } = new("NumaBalancing")
    {
        System = MachineSystem.Linux,
        LeastNodes = 2,
        Expected = "off where CPUs are set apart for bound programs; tiering (2) only with a slower tier",
        Why = "NUMA balancing unmaps pages and takes faults to see which node uses them. That costs time at random moments, and cannot help programs that are bound already.",
        Fix = "sysctl -w kernel.numa_balancing=0 where the programs are bound to nodes.",
        Reference = "https://docs.kernel.org/admin-guide/sysctl/kernel.html#numa-balancing",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        if (facts.Number(Fact) is not { } mode)
            return facts.Lacks(Fact);
        if (mode == 0)
            return Verdict.Pass("numa_balancing 0");
        var isolated = facts.CpuList(KernelReservations.Isolated);
        if ((mode & Normal) != 0 && isolated is { IsEmpty: false })
            return Verdict.Warn($"numa_balancing {mode}, CPUs {isolated} isolated");
        if ((mode & Tiering) != 0 && !facts.Cells.Any(cell => cell.Kind is not null and not (CellKind.Ordinary or CellKind.ProcessorOnly or CellKind.GenericInitiator or CellKind.Empty)))
            return Verdict.Warn($"numa_balancing {mode}, no slower tier");
        return (mode & Normal) != 0 && isolated is null ? facts.Lacks(KernelReservations.Isolated, "isolated CPUs") : Verdict.Pass($"numa_balancing {mode}");
    }
}
