using System;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Health;

/// <summary>
/// CPUs that are present and not online. <c>smt/control</c> (<c>on\n</c>, <c>off\n</c>, <c>forceoff\n</c>; of Power also <c>2\n</c>, the threads of each core) tells
/// threads that were turned off on purpose, as <c>nosmt</c> does, from others. Cores for efficiency have one thread. What a partition of an s390 has on standby is present.
/// </summary>
internal static class CpuOnlineRule
{
    private const string SmtControl = "sys/devices/system/cpu/smt/control";

    public static HealthRule Rule { get; } = new("CpuOnline")
    {
        System = MachineSystem.Linux,
        Expected = "every present CPU is online, or the offline ones are second threads that were turned off",
        Why = "Only online CPUs are scheduled, so the node of an offline one has fewer than it could. Where SMT is off, second threads are offline on purpose.",
        Fix = "echo 1 > /sys/devices/system/cpu/cpuN/online, unless the CPU is meant to be off.",
        Reference = "https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-devices-system-cpu",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        if (facts.Capabilities is not { PresentCpus: { } present, OnlineCpus: { } online })
            return Verdict.Unknown("present or online CPUs not reported");
        var offline = present.Except(online);
        facts.Note($"present {present}, online {online}");
        if (offline.IsEmpty)
            return Verdict.Pass($"{PlacementText.Count(online.Count, "CPU")} online");
        if (facts.Capabilities.Architecture?.StartsWith("s390", StringComparison.Ordinal) == true)
            return Verdict.NotApplicable($"{PlacementText.Cpus(offline)} on standby");
        var observed = $"{PlacementText.Cpus(offline)} {(offline.Count == 1 ? "is" : "are")} offline";
        var control = facts.Text(SmtControl);
        if (control is null)
            return AreFurtherThreads(facts, offline, 1) ? Verdict.Unknown($"{observed}; {facts.Lacks(SmtControl, "smt/control").Observed}") : Verdict.Warn(observed);
        var threads = control is "off" or "forceoff" ? 1 : int.TryParse(control, NumberStyles.None, CultureInfo.InvariantCulture, out var some) ? some : 0;
        return AreFurtherThreads(facts, offline, threads) ? Verdict.Pass($"{observed}: SMT is {(threads == 1 ? "off" : control)}") : Verdict.Warn(observed);
    }

    /// <summary>Whether every core has so many threads online at most, and as many offline as every other.</summary>
    private static bool AreFurtherThreads(HealthFacts facts, CpuSet offline, int threads)
    {
        var cpus = facts.Capabilities.AllProcessors.ToList();
        var cores = cpus.Where(cpu => cpu.CoreKind is not (CoreKind.Efficiency or CoreKind.LowPower)).Select(cpu => cpu.Siblings).Distinct().Count();
        return cores > 0 && cpus.TrueForAll(cpu => cpu.Siblings is { } siblings && siblings.Count <= threads) && offline.Count % cores == 0;
    }
}
