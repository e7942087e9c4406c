using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace NumaTopology.Tests.Recorded;

/// <summary>Nodes, processors, sockets and threads against what lscpu says of the same machine.</summary>
public class LscpuTests
{
    public static TheoryData<string> Machines => [.. ComposedMachines.Of("lscpu"), .. RecordedMachines.Names.Where(name => name.StartsWith("lscpu-", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Nodes_have_the_processors_that_lscpu_gives_them(string name)
    {
        var machine = LinuxMachines.Read(name);
        var nodes = Regex.Matches(Says(name), "^NUMA node([0-9]+) CPU\\(s\\): *(.*)$", RegexOptions.Multiline).Select(match => (Id: int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), Cpus: CpuSet.Parse(match.Groups[2].Value))).ToList();
        // lscpu shows a node's list as it is: here with processors that are offline, or that there could be.
        if (name is "drawers" or "lscpu-s390-lpar-drawer")
            nodes = [(0, CpuSet.Parse("0-7"))];
        else if (name is "offline-node")
            nodes = [(1, CpuSet.Parse("1,3,5,7"))];
        // Without nodes there is the one cell that stands for the host.
        Assert.Equal(machine.HasNodes, nodes.Count > 0);
        if (machine.HasNodes)
            Assert.Equal(nodes, machine.Cells.Select(cell => (cell.Id, cell.Cpus)));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Online_processors_are_lscpus(string name) => Assert.Equal(CpuSet.Parse(Value(Says(name), "On-line CPU(s) list")!), LinuxMachines.Read(name).OnlineCpus);

    [Theory]
    [MemberData(nameof(Machines))]
    public void The_model_is_lscpus(string name)
    {
        var machine = LinuxMachines.Read(name);
        // Of ARM it looks up what part numbers stand for.
        if (machine.Architecture is not "aarch64" and not "armv7l")
            Assert.Equal(Value(Says(name), "Model name") is "-" ? null : Value(Says(name), "Model name"), machine.CpuModel);
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Sockets_and_threads_are_as_many_as_lscpu_counts(string name)
    {
        var says = Says(name);
        var machine = LinuxMachines.Read(name);
        var processors = machine.Cells.SelectMany(cell => cell.Processors!).ToList();
        Assert.Equal(Value(says, "Thread(s) per core"), Text(processors.Max(processor => processor.Siblings?.Count ?? 1)));
        // The firmware of a POWER7 gives no sockets (-1): none are told, where lscpu counts groups of core_siblings.
        if (name is "power-pairs" or "lscpu-ppc64-POWER7-64cpu")
            Assert.All(processors, processor => Assert.Null(processor.Socket));
        // A machine with books counts the sockets of one of them.
        else if (Value(says, "Socket(s)") is { } sockets)
        {
            Assert.Equal(sockets, Text(machine.Sockets ?? 0));
            // Of a machine whose sockets or cores differ it writes what a division leaves.
            var cores = machine.Sockets * int.Parse(Value(says, "Core(s) per socket")!, CultureInfo.InvariantCulture);
            if (cores * processors.Max(processor => processor.Siblings?.Count ?? 1) == processors.Count)
                Assert.Equal(cores, machine.Cores);
        }
    }

    private static string Says(string name) => ComposedMachines.Names.Contains(name) ? ComposedMachines.Said(name, "lscpu") : File.ReadAllText(RecordedMachines.At("lscpu", name));

    private static string? Value(string says, string key) => Regex.Match(says, $"^{Regex.Escape(key)}: +(.*)$", RegexOptions.Multiline) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
