using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>Who the machine is: the kernel's own files before what hwloc-gather-topology noted.</summary>
public class HostIdentityTests
{
    private const string Gathered = "proc/hwloc-nofile-info";

    [Theory]
    [InlineData("Linux", "6.1.0-18", "OSName: Other\nOSRelease: 5\n", "Linux 6.1.0-18")]
    [InlineData("Linux", null, null, "Linux")]
    [InlineData(null, "6.1.0-18", null, "6.1.0-18")]
    [InlineData(null, null, "OSName: Linux\nOSRelease: 5.4\n", "Linux 5.4")]
    [InlineData(null, null, "OSName: Linux\nOSRelease: \n", "Linux")]
    [InlineData(null, null, "OSName: \nOSRelease: \n", null)]
    [InlineData(null, null, null, null)]
    public void A_system_has_a_name_and_a_release(string? name, string? release, string? gathered, string? system)
    {
        using var machine = Machine(("proc/sys/kernel/ostype", name), ("proc/sys/kernel/osrelease", release), (Gathered, gathered));
        Assert.Equal(system, machine.Capabilities().OperatingSystem);
    }

    [Theory]
    [InlineData("db7\n", "HostName: db8\n", "db7")]
    [InlineData(null, "Architecture: x86_64\nHostName: db8\n", "db8")]
    [InlineData(null, "HostName: \n", null)]
    [InlineData(null, "Architecture: x86_64\n", null)]
    public void A_host_has_its_name(string? own, string? gathered, string? name)
    {
        using var machine = Machine(("proc/sys/kernel/hostname", own), (Gathered, gathered));
        Assert.Equal(name, machine.Capabilities().HostName);
    }

    [Theory]
    [InlineData("Architecture: ppc64le\n", "ppc64le")]
    [InlineData("Architecture: arm\n", null)] // armv6l, armv7l or aarch64
    [InlineData("Architecture: \n", null)]
    public void An_architecture_is_what_was_noted(string gathered, string? architecture)
    {
        using var machine = Machine((Gathered, gathered));
        Assert.Equal(architecture, machine.Capabilities().Architecture);
    }

    private static MachineBuilder Machine(params (string Fact, string? Text)[] facts)
    {
        var machine = new MachineBuilder().Cell(0, "0-1");
        foreach (var (fact, text) in facts)
        {
            if (text is not null)
                machine.File(fact, text);
        }

        return machine;
    }
}
