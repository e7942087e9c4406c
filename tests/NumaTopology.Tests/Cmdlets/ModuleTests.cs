using System;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

/// <summary>The module as its manifest gives it.</summary>
public sealed class ModuleTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Fact]
    public void The_manifest_exports_every_cmdlet_of_the_assembly_and_nothing_else()
    {
        var commands = session.Run("Get-Command -Module NumaTopology").Select(item => (CommandInfo)item.BaseObject).ToList();
        Assert.All(commands, command => Assert.Equal(CommandTypes.Cmdlet, command.CommandType));
        var classes = typeof(Commands.GetNumaCellCommand).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(CmdletAttribute), false).Cast<CmdletAttribute>())
            .Select(cmdlet => cmdlet.VerbName + "-" + cmdlet.NounName);
        Assert.Equal(classes.Order(StringComparer.Ordinal), commands.Select(command => command.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_version_is_the_manifests()
    {
        var module = Assert.Single(session.Run<PSModuleInfo>("Get-Module NumaTopology"));
        Assert.Equal(typeof(Commands.GetNumaCellCommand).Assembly.GetName().Version!.ToString(3), module.Version.ToString());
    }

    [Fact]
    public void Every_cmdlet_says_what_it_gives()
    {
        foreach (var command in session.Run("Get-Command -Module NumaTopology -Verb Get,ConvertTo,ConvertFrom").Select(item => (CmdletInfo)item.BaseObject))
            Assert.True(command.OutputType.Count > 0, command.Name);
    }

    [Fact]
    public void A_machine_survives_remoting_with_its_processors_as_text()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1,4", memory: 4096, free: 1024).Cell(1, "2-3").Distances("10 21", "21 10").Processor(0, 0, 0, "0-1");
        const string remote = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(({0})))";
        var cell = Assert.Single(session.Run(string.Format(null, remote, "Get-NumaCell 0 -Snapshot $machine"), machine.Root));
        Assert.Equal((0, 4194304L, 1048576L), ((int)cell.Properties["Id"].Value, (long)cell.Properties["Memory"].Value, (long)cell.Properties["FreeMemory"].Value));
        Assert.Equal("0-1,4", cell.Properties["Cpus"].Value.ToString());
        var all = session.Run("$r = " + string.Format(null, remote, "Get-NumaCapabilities -Snapshot $machine") + "; $r.Cells[1].Cpus.ToString(); $r.Cells[0].Distances[1].Value; $r.Cells[0].Processors[0].Siblings.ToString()", machine.Root);
        Assert.Empty(session.Errors);
        Assert.Equal(["2-3", "21", "0-1"], all.Select(item => item.ToString()));
    }

    [Theory]
    [InlineData("[NumaTopology.CpuSet]'0-x'")]
    [InlineData("[NumaTopology.CpuSet]'0-4294967295'")]
    public void Text_that_is_no_set_of_processors_does_not_become_one(string script)
    {
        Assert.Empty(session.Run(script));
        Assert.Contains("not a CPU list", Assert.Single(session.Errors).Exception.Message);
    }
}
