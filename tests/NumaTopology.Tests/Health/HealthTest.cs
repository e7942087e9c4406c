using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>What tests of rules share: a sound machine of two nodes, and what a rule says of one.</summary>
public abstract class HealthTest
{
    /// <summary>Two sockets of four CPUs and 32 GiB, each a node.</summary>
    internal static MachineBuilder Sound()
    {
        var machine = new MachineBuilder().Cell(0, "0-3", 32 << 20).Cell(1, "4-7", 32 << 20).Distances("10 21", "21 10").Topology(1, 4, 1).File(MachineBuilder.Cpus + "present", "0-7\n");
        for (var cpu = 0; cpu < 8; cpu++)
            machine.Cache(cpu, 3, 3, "Unified", "32M", cpu / 4, cpu < 4 ? "0-3" : "4-7");
        return machine;
    }

    internal static NumaCheck Check(Machine machine, string rule) => Assert.Single(NumaProbe.Checks(machine, name => name == rule));

    internal static NumaCheck Check(MachineBuilder machine, string rule)
    {
        using (machine)
            return Check(machine.Machine, rule);
    }

    /// <summary>The status, the nodes and what was seen: <c>Warning 1: node 1 without memory</c>.</summary>
    internal static string Said(MachineBuilder machine, string rule)
    {
        var check = Check(machine, rule);
        return $"{check.Status} {string.Join(',', check.Cells)}: {check.Observed}";
    }

    /// <summary>The same of capabilities.</summary>
    internal static string Said(NumaCapabilities machine, string rule)
    {
        var check = Assert.Single(NumaProbe.Checks(machine, name => name == rule));
        return $"{check.Status} {string.Join(',', check.Cells)}: {check.Observed}";
    }
}
