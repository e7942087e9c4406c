using System.IO;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>A folder stands for the root of its machine, so no link in it leads to a file of this one.</summary>
public sealed class LinkTests
{
    [Theory(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("/proc/meminfo")]
    [InlineData("../../../../../../../../../../../../proc/meminfo")]
    public void A_link_does_not_lead_to_this_machine(string target)
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").Remove(MachineBuilder.Nodes + "node0/meminfo").File("proc/meminfo", "MemTotal: 12345 kB\nMemFree: 1 kB\n");
        File.CreateSymbolicLink(Path.Combine(machine.Root, MachineBuilder.Nodes, "node0/meminfo"), target);
        // Within the folder it leads to the machine's own proc/meminfo; to leave such a link out is right too.
        Assert.Equal(12345L * 1024, machine.OnlyCell().Memory ?? (12345L * 1024));
    }

    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_link_within_the_machine_is_followed()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").Remove(MachineBuilder.Nodes + "node0/meminfo").File("sys/elsewhere", "Node 0 MemTotal: 12345 kB\n");
        File.CreateSymbolicLink(Path.Combine(machine.Root, MachineBuilder.Nodes, "node0/meminfo"), "../../../../elsewhere");
        Assert.Equal(12345L * 1024, machine.OnlyCell().Memory);
    }
}
