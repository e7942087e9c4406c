using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Recorded;

/// <summary>Every machine with nodes and memory files against what numactl -H says of the same files.</summary>
public class NumactlTests
{
    /// <summary>Its library cannot parse a mask wider than its own kernel's; it then tells no processors.</summary>
    private static readonly string[] s_wideMasks = ["power-pairs", "three-levels", "zero-distance", "256ia64-64n2s2c", "256ppc-8n8s4t", "8ia64-2s2c2t", "lscpu-vbox-win"];

    /// <summary>Where it is mistaken, the lines that are right instead.</summary>
    private static readonly Dictionary<string, string[]> s_right = new()
    {
        // It lists processors whose own file says that they are offline.
        ["offline-cpus"] = ["node 0 cpus: 0 1 3 4 6 7"],
        ["16em64t-4s2c2t-offlines"] = ["node 0 cpus: 0 1 3 4 6 7 8 9 10 11 12 15"],
        // It lists all that the node's mask has; CPUs 0-7 are online.
        ["drawers"] = ["node 0 cpus: 0 1 2 3 4 5 6 7"],
        // It gives the first value of a row to the first node that exists; the row counts the possible nodes, 0-1.
        ["offline-node"] = ["node 1 cpus: 1 3 5 7", "1: 10"],
        ["offline-cpu0-node0"] = ["1: 10"],
    };

    public static TheoryData<string> Machines => [.. Numactl.Machines];

    public static TheoryData<string, int> WideMasks => LinuxMachines.Here(new TheoryData<string, int>
    {
        { "power-pairs", 4 }, // 64 words, of which all but the lowest are 0: 0000000f, 000000f0 …
        { "three-levels", 2 }, // 32 words: 00000003, 0000000c …
        { "zero-distance", 8 }, // 000000ff
        { "8ia64-2s2c2t", 8 },
        { "lscpu-vbox-win", 2 },
        { "256ia64-64n2s2c", 4 },
        { "256ppc-8n8s4t", 32 },
    });

    [Theory]
    [MemberData(nameof(Machines), DisableDiscoveryEnumeration = true)]
    public void A_machine_is_what_numactl_says_but_for_its_known_mistakes(string name)
    {
        var says = Numactl.Says(name);
        foreach (var right in s_right.GetValueOrDefault(name) ?? [])
        {
            var wrong = Assert.Single(says, line => line.StartsWith(right[..(right.IndexOf(':') + 1)], System.StringComparison.Ordinal));
            Assert.NotEqual(right, wrong);
            says[System.Array.IndexOf(says, wrong)] = right;
        }

        var ours = Numactl.WouldSay(LinuxMachines.Read(name));
        if (s_wideMasks.Contains(name))
            Assert.Equal(says.Where(line => !Numactl.IsOfProcessors(line)), ours.Where(line => !Numactl.IsOfProcessors(line)));
        else
            Assert.Equal(says, ours);
    }

    [Fact]
    public void A_distance_of_0_to_itself_is_left_out() => Assert.Empty(LinuxMachines.Read("zero-distance").Distances);

    [Theory]
    [MemberData(nameof(WideMasks))]
    public void A_mask_wider_than_this_kernels_is_read(string name, int cpusOfEach)
    {
        var machine = LinuxMachines.Read(name);
        Assert.Equal(Enumerable.Range(0, machine.Cells.Count).Select(index => CpuSet.From(Enumerable.Range(index * cpusOfEach, cpusOfEach))), machine.Cells.Select(cell => cell.Cpus));
    }
}
