using System;
using System.Linq;
using NumaTopology.Linux;
using NumaTopology.Windows;

namespace NumaTopology.Health;

/// <summary>
/// One node although there are several sockets. Sockets of a virtual machine are not those of the host. Processors without an L3 are of the time when all sockets had
/// one memory controller, or clusters of a board that an old kernel takes for sockets. Sockets of one CPU each are those that QEMU makes unless told otherwise. Of a machine that does not
/// say what it is the finding is a warning.
/// </summary>
internal static class NodePerSocketRule
{
    private const int LastLevel = 3;

    public static HealthRule Rule { get; } = new("NodePerSocket")
    {
        LeastNodes = 1,
        Expected = "more than one node where there are several sockets",
        Why = "With one node the system spreads the memory of all programs over the sockets and cannot keep it near: half of it or more is remote, and no program can ask for better.",
        Fix = "Turn off node interleaving in the firmware (AMD: NPS0), and install memory at every socket. On Linux remove numa=off from the kernel's command line, if /proc/cmdline shows it.",
        Reference = "https://frankdenneman.nl/2010/12/28/node-interleaving-enable-or-disable/",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        var cells = facts.Cells.Count(cell => !cell.Cpus.IsEmpty);
        if (facts.Capabilities.Sockets is not { } sockets)
            return Verdict.Unknown("sockets not reported");
        var observed = $"{PlacementText.Count(cells, "node")} with CPUs, {PlacementText.Count(sockets, "socket")}";
        facts.Note(observed);
        if (sockets == 1)
            return Verdict.NotApplicable("one socket");
        if (cells > 1)
            return Verdict.Pass(observed);
        if (facts.Capabilities.UnassignedProcessors is { Count: > 0 } rest)
            return Verdict.Unknown($"{observed}, {PlacementText.Cpus(rest.Count)} in no node");
        var isVirtual = facts.Reader is not null ? VirtualMachine.Is(facts.Reader) : facts.WindowsReader is not null ? WindowsVirtualMachine.Is(facts.WindowsReader) : null;
        if (isVirtual == true)
            return Verdict.NotApplicable($"{observed} (virtual)");
        // No 32-bit ARM has nodes.
        if (facts.Capabilities.Architecture?.StartsWith("armv", StringComparison.Ordinal) == true)
            return Verdict.NotApplicable($"{observed} (32-bit ARM)");
        if (isVirtual is null && sockets == facts.Capabilities.AllProcessors.Count())
            return Verdict.Unknown($"{observed} of one CPU each, as a virtual machine has");
        var caches = facts.Capabilities.Caches;
        if (caches.Count > 0 && caches.All(cache => cache.Level < LastLevel))
            return Verdict.Unknown($"{observed}, no L3");
        return isVirtual == false && caches.Count > 0 ? Verdict.Fail(observed) : Verdict.Warn(observed);
    }
}
