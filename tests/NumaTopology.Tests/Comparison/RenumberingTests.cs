using System;
using System.IO;
using System.Linq;
using CsCheck;
using Xunit;

namespace NumaTopology.Tests.Comparison;

/// <summary>A machine with other numbers is the same machine; the test gives the numbers, on the facts.</summary>
public class RenumberingTests
{
    private static readonly Gen<string> s_machines = Gen.OneOf<string>([.. Directory.GetFiles(Repository.Machines, "*.numa").Where(path => !Path.GetFileName(path).StartsWith("windows", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);

    [Fact]
    public void A_renumbered_machine_is_equal_and_has_the_same_fingerprint() => Gen.Select(s_machines, Gen.Int[0, int.MaxValue]).Sample((path, seed) =>
    {
        var machine = NumaProbe.Capabilities(MachineSource.OpenSnapshot(path));
        var renumbered = NumaProbe.Capabilities(new RenumberedMachine(MachineSource.OpenSnapshot(path), seed));
        Assert.Equal(machine.Fingerprint, renumbered.Fingerprint);
        Assert.Equal("", string.Join('\n', TopologyComparer.Compare(machine, renumbered, ignoreNumbering: true)));
        Assert.Equal("", string.Join('\n', TopologyComparer.Compare(renumbered, machine, ignoreNumbering: true)));
    });

    /// <summary>Cores whose threads are on two nodes, as an emulator makes them that is told so, and caches that a broken firmware lets share one CPU.</summary>
    [Theory]
    [InlineData("0-3 4-7", "0,4 1,5 2,6 3,7", "0-3 4-7")]
    [InlineData("0-3 4-7", "0,4 1,5 2,6 3,7", "0-7")]
    [InlineData("0-3 4-7", "0 1 2 3 4 5 6 7", "0-2 2-4 4-6")]
    // Of the node in the middle one CPU has its other thread on the node before, and one on the node behind.
    [InlineData("0-1 2-3 4-5", "0 1-2 3-4 5", "0-5")]
    // CPUs that are on two nodes.
    [InlineData("0-3 2-6", "0 1 2 3 4 5 6", "2-3 4-6")]
    public void Sets_that_cut_each_other_are_matched_in_any_numbering(string nodes, string cores, string caches)
    {
        var cells = nodes.Split(' ');
        using var builder = new MachineBuilder().Distances([.. cells.Select((_, from) => string.Join(' ', cells.Select((_, to) => from == to ? 10 : 20)))]);
        foreach (var (cpus, id) in cells.Select((cpus, id) => (cpus, id)))
            builder.Cell(id, cpus);
        foreach (var (siblings, core) in cores.Split(' ').Select((siblings, core) => (siblings, core)))
        {
            foreach (var cpu in CpuSet.Parse(siblings).Ids)
                builder.Processor(cpu, 0, core, siblings);
        }

        foreach (var (shared, id) in caches.Split(' ').Select((shared, id) => (shared, id)))
        {
            foreach (var cpu in CpuSet.Parse(shared).Ids)
                builder.Cache(cpu, id, 3, "Unified", "1024K", id, shared);
        }

        var machine = builder.Capabilities();
        for (var seed = 0; seed < 20; seed++)
        {
            var renumbered = NumaProbe.Capabilities(new RenumberedMachine(builder.Machine, seed));
            Assert.Equal(machine.Fingerprint, renumbered.Fingerprint);
            Assert.Equal("", string.Join('\n', TopologyComparer.Compare(machine, renumbered, ignoreNumbering: true)));
        }
    }
}
