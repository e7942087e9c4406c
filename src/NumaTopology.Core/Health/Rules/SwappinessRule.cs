using System;
using System.Linq;

namespace NumaTopology.Health;

/// <summary><c>swappiness</c>: <c>60\n</c>. Of swap it needs to know only whether there is some, and whether it may be in memory.</summary>
internal static class SwappinessRule
{
    private const string Fact = "proc/sys/vm/swappiness";
    private const string ZswapFact = "sys/module/zswap/parameters/enabled";
    private const int Equal = 100;

    public static HealthRule Rule { get; } = new("Swappiness")
    {
        System = MachineSystem.Linux,
        Expected = "at most 100, unless the swap is in memory (zram, zswap)",
        Why = "Above 100 the kernel takes swapping for cheaper than reading files again. A node that runs full then swaps early, although that is slower on a disk.",
        Fix = "sysctl -w vm.swappiness=60, unless the swap device is faster than the file systems.",
        Reference = "https://docs.kernel.org/admin-guide/sysctl/vm.html#swappiness",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        if (facts.Number(Fact) is not { } swappiness)
            return facts.Lacks(Fact);
        if (swappiness <= Equal)
            return Verdict.Pass($"swappiness {swappiness}");
        // SwapTotal:       2097148 kB
        if (facts.Reader!.Fields("proc/meminfo").FirstOrDefault(field => field.Key == "SwapTotal").Value is not { } swap)
            return facts.Lacks("proc/meminfo", "swap");
        facts.Note($"/proc/meminfo: SwapTotal {swap}");
        if (swap == "0 kB")
            return Verdict.NotApplicable("no swap");
        if (facts.Text(ZswapFact) is "Y" || facts.List("sys/class/block")?.Any(name => name.StartsWith("zram", StringComparison.Ordinal)) == true)
            return Verdict.Pass($"swappiness {swappiness}, swap in memory");
        return facts.List("sys/class/block") is null ? facts.Lacks("sys/class/block", "block devices") : Verdict.Warn($"swappiness {swappiness}");
    }
}
