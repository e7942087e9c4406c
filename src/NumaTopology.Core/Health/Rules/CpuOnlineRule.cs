using System.Linq;

namespace NumaTopology.Health;

/// <summary>
/// CPUs that are present and not online. <c>smt/control</c> (<c>on\n</c>, <c>off\n</c>, <c>forceoff\n</c>) tells second threads that were turned off on purpose, as
/// <c>nosmt</c> does, from others.
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
        var hasOneThread = facts.Cells.SelectMany(cell => cell.Processors ?? []).All(cpu => cpu.Siblings is { Count: 1 });
        if (facts.Text(SmtControl) is "off" or "forceoff" && hasOneThread && offline.Count % online.Count == 0)
            return Verdict.Pass($"CPUs {offline} are offline: SMT is off");
        return Verdict.Warn($"{PlacementText.Cpus(offline)} {(offline.Count == 1 ? "is" : "are")} offline");
    }
}
