namespace NumaTopology.Health;

/// <summary><c>zone_reclaim_mode</c>, a sum of bits: <c>0\n</c>.</summary>
internal static class ZoneReclaimRule
{
    private const string Fact = "proc/sys/vm/zone_reclaim_mode";

    public static HealthRule Rule { get; } = new("ZoneReclaim")
    {
        System = MachineSystem.Linux,
        LeastNodes = 2,
        Expected = "zone_reclaim_mode is 0",
        Why = "With zone reclaim the kernel empties a node's file cache, or swaps, before it takes free memory of another node. That is right only where every program fits in a node.",
        Fix = "sysctl -w vm.zone_reclaim_mode=0, unless every program fits in its node and remote memory is known to cost more.",
        Reference = "https://docs.kernel.org/admin-guide/sysctl/vm.html#zone-reclaim-mode",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        if (facts.Number(Fact) is not { } mode)
            return facts.Lacks(Fact);
        return mode == 0 ? Verdict.Pass("zone_reclaim_mode 0") : Verdict.Warn($"zone_reclaim_mode {mode}");
    }
}
