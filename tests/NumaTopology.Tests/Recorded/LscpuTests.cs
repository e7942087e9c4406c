using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NumaTopology.Machines;
using Xunit;

namespace NumaTopology.Tests.Recorded;

/// <summary>Nodes, processors, sockets and threads against what lscpu says of the same machine; its text lies beside the recording.</summary>
public class LscpuTests(RecordedMachines recorded)
{
    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void Nodes_have_the_processors_that_lscpu_gives_them()
    {
        foreach (var (name, says, machine) in Machines())
        {
            var nodes = Regex.Matches(says, "^NUMA node([0-9]+) CPU\\(s\\): +(.*)$", RegexOptions.Multiline).Select(match => (Id: match.Groups[1].Value, Cpus: CpuSet.Parse(match.Groups[2].Value)));
            // Its cpulist has 0-140; lscpu shows that as it is, 0-7 are online.
            if (name == "s390-lpar-drawer")
                nodes = nodes.Select(node => (node.Id, CpuSet.Parse("0-7")));
            // Without nodes there is the one cell that stands for the host.
            if (machine.HasNodes)
                Assert.Equal(nodes, machine.Cells.Select(cell => (cell.Id.ToString(CultureInfo.InvariantCulture), cell.Cpus)));
            else
                Assert.Empty(nodes);
        }
    }

    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void Online_processors_are_lscpus()
    {
        foreach (var (_, says, machine) in Machines())
            Assert.Equal(CpuSet.Parse(Value(says, "On-line CPU(s) list")!), machine.OnlineCpus);
    }

    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void Sockets_and_threads_are_as_many_as_lscpu_counts()
    {
        foreach (var (name, says, machine) in Machines())
        {
            var processors = machine.Cells.SelectMany(cell => cell.Processors!).ToList();
            Assert.True(Value(says, "Thread(s) per core") == Text(processors.Max(processor => processor.Siblings?.Count ?? 1)), name);
            // The firmware of the POWER7 gives no sockets (-1): none are told, where lscpu counts groups of core_siblings.
            if (name == "ppc64-POWER7-64cpu")
                Assert.All(processors, processor => Assert.Null(processor.Socket));
            // A machine with books counts the sockets of one of them.
            else if (Value(says, "Socket(s)") is { } sockets)
                Assert.True(sockets == Text(processors.Select(processor => processor.Socket).Distinct().Count()), name);
        }
    }

    private (string Name, string Says, NumaCapabilities Machine)[] Machines()
    {
        var machines = recorded.All().Where(folder => Path.GetFileName(folder).StartsWith("lscpu-", System.StringComparison.Ordinal))
            .Select(folder => (Path.GetFileName(folder)[6..], File.ReadAllText(Path.Combine(RecordedMachines.Shared, "machines", "lscpu", Path.GetFileName(folder))), NumaProbe.Capabilities(new FolderMachine(folder))))
            .ToArray();
        Assert.NotEmpty(machines);
        return machines;
    }

    private static string? Value(string says, string key) => Regex.Match(says, $"^{Regex.Escape(key)}: +(.*)$", RegexOptions.Multiline) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
