using System.IO;
using System.Text;
using NumaTopology.Linux;
using NumaTopology.Machines.Linux;
using NumaTopology.Tests.Faults;
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

    /// <summary>Of <c>sys/class/net/eth0</c>, as symlink(7) resolves it.</summary>
    [Theory]
    [InlineData("../../devices/pci0000:00/net/eth0", "sys/devices/pci0000:00/net/eth0")]
    [InlineData("/sys/devices/x/eth0", "sys/devices/x/eth0")]
    [InlineData("./../..//devices/./x", "sys/devices/x")]
    [InlineData("../../../../../sys/devices/x", "sys/devices/x")] // above the root is the root
    [InlineData("../../devices", null)] // all devices are none
    [InlineData("../../bus/pci/x", null)]
    [InlineData("/proc/devices/x", null)]
    [InlineData("", null)]
    public void A_link_leads_to_a_device(string target, string? folder) => Assert.Equal(folder, Follow(target));

    [Fact]
    public void A_link_has_4096_bytes_at_most()
    {
        const string devices = "../../devices/";
        Assert.EndsWith("aaa", Follow(devices + new string('a', 4096 - devices.Length)));
        Assert.EndsWith("sys/class/net/eth0", Assert.Throws<TopologyFormatException>(() => Follow(devices + new string('a', 4097 - devices.Length))).Fact);
    }

    private static string? Follow(string target)
    {
        using var machine = new MachineBuilder();
        var links = new AlteredMachine(machine.Machine, (fact, content) => fact == LinuxFacts.Link + "sys/class/net/eth0" ? Encoding.UTF8.GetBytes(target) : content);
        return SysfsLinks.Follow(new FactReader(links), "sys/class/net", "eth0");
    }
}
