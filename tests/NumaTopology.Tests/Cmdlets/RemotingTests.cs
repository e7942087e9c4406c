using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

/// <summary>What is left of the objects after Invoke-Command or Import-Clixml, which serialize them alike.</summary>
public sealed class RemotingTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private const string There = "$received = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-NumaCapabilities -Snapshot $machine)));";

    [Theory]
    [InlineData("hmat")]
    [InlineData("edge")]
    [InlineData("ladder")]
    [InlineData("windows-devices")]
    [InlineData("windows-hybrid-laptop")]
    [InlineData("windows-sub-numa")]
    public void Capabilities_that_were_received_answer_as_the_machine_does(string name)
    {
        var machine = Path.Combine(Repository.Machines, name + ".numa");
        foreach (var question in new[] { "ConvertTo-NumaXml -Schema Libvirt", "ConvertTo-NumaXml -Schema Nested", "Get-NumaCell", "Get-NumaDistance", "Get-NumaDevice", "Get-NumaCellFreeMemory" })
        {
            var here = Json($"Get-NumaCapabilities -Snapshot $machine | {question}", machine);
            Assert.True(here != "[]" || question == "Get-NumaDevice" && name != "windows-devices" || question == "Get-NumaDistance" && name == "windows-hybrid-laptop");
            Assert.Equal(here, Json($"{There} $received | {question}", machine));
        }
    }

    [Fact]
    public void Groups_of_groups_stay_groups()
    {
        using var machine = Relations.Described.Machine("10 12 20 40 | 12 10 20 40 | 20 20 10 40 | 40 40 40 10");
        var xml = session.Run<string>("Get-NumaCapabilities -Snapshot $machine | ConvertTo-NumaXml Nested", machine.Root);
        Assert.Equal(xml, session.Run<string>($"{There} $received | ConvertTo-NumaXml Nested", machine.Root));
    }

    [Fact]
    public void Sets_of_processors_stay_text()
    {
        Assert.Equal(["0-1,4-5", "2-3", "6-7", ""], session.Run<string>($"{There} $received.Cells.Cpus", Path.Combine(Repository.Machines, "hmat.numa")));
    }

    [Fact]
    public void Cells_of_a_machine_that_was_read_live_elsewhere_cannot_be_asked_from_here()
    {
        session.Run($"{There} $received.Snapshot = $null; $received.Cells | ForEach-Object {{ $_.Snapshot = $null }}; Get-NumaCell 0 -InputObject $received | Get-NumaCellFreeMemory", Path.Combine(Repository.Machines, "hmat.numa"));
        Assert.Contains("read in another session", Assert.Single(session.Errors).Exception.Message);
    }

    [Fact]
    public void Objects_of_another_computer_are_refused()
    {
        session.Run("[pscustomobject]@{ CellId = 0; Snapshot = $null; PSComputerName = 'db7' } | Get-NumaCellFreeMemory");
        var error = Assert.Single(session.Errors);
        Assert.Equal(("NumaObjectRemote,NumaTopology.Commands.GetNumaCellFreeMemoryCommand", ErrorCategory.InvalidOperation, "db7"), (error.FullyQualifiedErrorId, error.CategoryInfo.Category, error.TargetObject));
    }

    [Fact]
    public void An_object_that_holds_no_capabilities_is_an_error_that_says_so()
    {
        session.Run("$bag = [pscustomobject]@{ Cells = 'none' }; $bag.PSTypeNames.Insert(0, 'Deserialized.NumaTopology.NumaCapabilities'); Get-NumaCell -InputObject $bag");
        Assert.Contains("The received object cannot be read as NumaCapabilities", Assert.Single(session.Errors).Exception.Message);
    }

    private string Json(string script, string machine)
    {
        var output = session.Run(script, machine);
        Assert.Empty(session.Errors);
        return JsonSerializer.Serialize(output.Select(item => item.BaseObject));
    }
}
