using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NumaTopology.Snapshots;
using NumaTopology.Tests.Faults;
using NumaTopology.Tests.Recorded;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>What the check-up says of the kept and the recorded machines: every finding is one that is explained here.</summary>
public class KeptMachineCheckTests
{
    // The machine, what it is told, and why that is so.
    private static readonly (string Machine, string Finding, string Why)[] s_findings =
    [
        ("offline-cpus|zero-distance|8ia64-2s2c2t|16em64t-4s2c2t-offlines", "Warning NodePerSocket", "several sockets and one node; old machines whose sockets share memory, that do not say what they are"),
        ("edge", "Warning NodeMemory", "node 1 is made without memory"),
        ("initiators|fakememinitiators-1np2c\\+1npp\\+gi", "Warning NodeMemory", "nodes of memory that is set aside (HBM, persistent) stand in for those of CPUs"),
        ("48amd64-4pa2n6c-sparse", "Warning MemoryBalance", "8 GiB at four nodes, 16 GiB at the others"),
        ("256ppc-8n8s4t", "Warning MemoryBalance", "54 GiB at two nodes, 64 GiB at the others"),
        ("8em64t-2s2ca2c-buggynuma", "Warning LocalDistance", "every distance is 10"),
        ("8em64t-2s2ca2c-buggynuma|16amd64-8n2c(-cpusets)?", "Warning DistanceLevels", "eight nodes, all as far from each other"),
        ("8em64t-2s2ca2c-buggynuma|overlap|fakeheterocpunuma", "Fail CoreNode", "the cpulist of two nodes names the same CPU"),
        ("8em64t-2s2ca2c-buggynuma", "Warning CacheNode", "the same, for the caches of that CPU"),
        ("cgroup1|offline-cpus|16amd64-8n2c-cpusets|16em64t-4s2c2t-offlines|offline-cpu0-node0", "Warning CpuOnline", "CPUs were taken offline for the recording"),
        ("cgroup1|4fake-4gr1nu1pu|16amd64-8n2c-cpusets", "Warning AllowedCpu", "recorded in a cpuset"),
        ("windows-altra-2x80", "Warning GroupSize", "nodes of 80 CPUs make groups of 64, 32 and 64"),
        ("windows-job", "Warning GroupSize", "eight CPUs in two groups, as a boot option for tests makes them"),
    ];

    public static TheoryData<string> Machines => [.. Directory.GetFiles(Repository.Machines, "*.numa").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal), .. RecordedMachines.Names];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_finding_is_explained(string name)
    {
        var machine = MachineSource.OpenSnapshot(RecordedMachines.Names.Contains(name) ? RecordedMachines.Folder(name) : ComposedMachines.Snapshot(name));
        var found = NumaProbe.Checks(machine).Where(check => check.Status is CheckStatus.Fail or CheckStatus.Warning).Select(check => $"{check.Status} {check.Rule}").Order();
        Assert.Equal(s_findings.Where(row => Regex.IsMatch(name, $"^({row.Machine})$")).Select(row => row.Finding).Order(), found);
    }

    // Of both systems, with a machine of every shape whose facts are all gone.
    [Theory]
    [InlineData("hmat", 17)]
    [InlineData("windows-sub-numa", 11)]
    public void A_machine_without_facts_is_unknown_throughout(string name, int rules)
    {
        var machine = (SnapshotMachine)MachineSource.OpenSnapshot(ComposedMachines.Snapshot(name));
        var checks = NumaProbe.Checks(new AlteredMachine(machine, (_, _) => null, (_, _) => null));
        Assert.Equal(rules, checks.Count);
        Assert.All(checks, check => Assert.Equal(CheckStatus.Unknown, check.Status));
    }
}
