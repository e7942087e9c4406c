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
}
