using System.IO;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

/// <summary>What is piped is meant with all that it says, or is an error with an id: nothing of it is dropped in silence, and nothing becomes this machine's.</summary>
public sealed class PipedInputTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    // hmat.numa: nvme0n1 at node 1 and vda at node 2; distances 10 21 31 17 | 21 10 21 28 | 31 21 10 38 | 17 28 38 10.
    private static readonly string s_hmat = Path.Combine(Repository.Machines, "hmat.numa");

    [Theory]
    [InlineData("Get-NumaDevice vda -Snapshot $machine | Get-NumaCell", "node2")]
    [InlineData("Get-NumaDevice -Snapshot $machine | Get-NumaCell", "node1 node2")]
    [InlineData("Get-NumaCell 3,1 -Snapshot $machine | Get-NumaCell", "node3 node1")]
    [InlineData("Get-NumaCellFreeMemory 3 -Snapshot $machine | Get-NumaCell", "node3")]
    [InlineData("Get-NumaCell -InputObject (Get-NumaCell 3,1 -Snapshot $machine)", "node3 node1")] // not only in a pipe
    [InlineData("Get-NumaDevice vda -Snapshot $machine | Get-NumaCellFreeMemory", "node2")]
    [InlineData("Get-NumaDevice vda -Snapshot $machine | Get-NumaDistance -To 3", "2→3: 38")]
    [InlineData("Get-NumaDistance 2 3 -Snapshot $machine | Get-NumaDistance", "2→3: 38")]
    [InlineData("Get-NumaCell 1 -Snapshot $machine | Get-NumaDistance", "1→0: 21 1→1: 10 1→2: 21 1→3: 28")]
    [InlineData("Get-NumaCell 1 -Snapshot $machine | Get-NumaDevice", "nvme0n1")]
    [InlineData("Get-NumaDevice vda -Snapshot $machine | Get-NumaDevice", "vda")]
    [InlineData("(Get-NumaDevice vda -Snapshot $machine | Get-NumaDevice -From 0).Distance", "31")]
    [InlineData("(Get-NumaDevice -Kind Pci -Snapshot $machine | Get-NumaDevice).Count -eq (Get-NumaDevice -Kind Pci -Snapshot $machine).Count", "True")]
    [InlineData("Get-NumaCapabilities -Snapshot $machine | Get-NumaCell 3", "node3")]
    [InlineData("Get-NumaCapabilities -Snapshot $machine | Get-NumaDevice", "nvme0n1 vda")]
    [InlineData("[pscustomobject]@{ CellId = '0..1'; Snapshot = $machine } | Get-NumaCell", "node0 node1")]
    [InlineData("[pscustomobject]@{ CellId = 3 } | Get-NumaCell -Snapshot $machine", "node3")]
    [InlineData("[pscustomobject]@{ From = 2; To = 3; Snapshot = $machine } | Get-NumaDistance", "2→3: 38")]
    [InlineData("[pscustomobject]@{ Name = 'v*'; Snapshot = $machine } | Get-NumaDevice", "vda")]
    [InlineData("[pscustomobject]@{ Snapshot = $machine } | Get-NumaCell", "node0 node1 node2 node3")]
    [InlineData("([pscustomobject]@{ PSPath = $machine } | Get-NumaCapabilities).Cells", "node0 node1 node2 node3")]
    [InlineData("Get-NumaCell 1 -Snapshot $machine | Get-NumaCellFreeMemory -Snapshot $machine", "node1")]
    public void A_piped_object_asks_with_its_id_and_its_machine(string script, string answer)
    {
        Assert.Equal(answer, string.Join(' ', session.Run(script, s_hmat)));
        Assert.Empty(session.Errors);
    }

    [Theory]
    [InlineData("Get-NumaDistance 2 3 -Snapshot $machine", "Get-NumaCell")]
    [InlineData("Get-NumaDistance 2 3 -Snapshot $machine", "Get-NumaCellFreeMemory")]
    [InlineData("Get-NumaDistance 2 3 -Snapshot $machine", "Get-NumaDevice")]
    [InlineData("Get-NumaDistance 2 3 -Snapshot $machine", "Get-NumaCapabilities")]
    [InlineData("Get-NumaDistance -Matrix -Snapshot $machine", "Get-NumaDistance")]
    [InlineData("Find-NumaPlacement -Snapshot $machine", "Get-NumaCell")]
    [InlineData("Find-NumaPlacement -Snapshot $machine", "Get-NumaDevice")]
    [InlineData("Find-NumaPlacement -Snapshot $machine -Explain", "Get-NumaCell")] // has a node and says not of which machine
    [InlineData("(Find-NumaPlacement 1 1MB -Snapshot $machine).Memory", "Get-NumaCellFreeMemory")]
    [InlineData("(Get-NumaCapabilities $machine).Hierarchy.Groups", "Get-NumaDevice")] // its name is no device's
    [InlineData("(Get-NumaCapabilities $machine).Cells[0].Processors", "Get-NumaCell")]
    [InlineData("(Get-NumaCapabilities $machine).Cells[0].Pages", "Get-NumaDistance")]
    [InlineData("Get-NumaCell -Snapshot $machine", "Get-NumaCapabilities")]
    [InlineData("Get-NumaDevice -Snapshot $machine", "Get-NumaCapabilities")]
    [InlineData("Get-NumaCapabilities $machine", "Get-NumaCapabilities")]
    [InlineData("0", "Get-NumaCell")]
    [InlineData("'text'", "Get-NumaDevice")]
    [InlineData("'text'", "Get-NumaCapabilities")]
    [InlineData("$null", "Get-NumaCell")]
    [InlineData("$null", "Get-NumaCapabilities")]
    [InlineData("[System.IO.FileInfo]$machine", "Get-NumaCell")]
    [InlineData("[pscustomobject]@{ CellId = 'a'; Snapshot = $machine }", "Get-NumaCell")]
    public void An_object_of_which_a_cmdlet_would_use_a_part_is_an_error(string input, string command)
    {
        Assert.Empty(session.Run($"{input} | {command}", s_hmat));
        Assert.NotEmpty(session.Errors);
        Assert.All(session.Errors, error => Assert.StartsWith("NumaInputNotSupported,", error.FullyQualifiedErrorId));
    }

    [Theory]
    [InlineData("Get-NumaCell 0 -Snapshot $machine | Get-NumaCell 3")]
    [InlineData("Get-NumaCell 0 -Snapshot $machine | Get-NumaDistance -From 3")]
    [InlineData("Get-NumaCell 0 -Snapshot $machine | Get-NumaDevice -CellId 1")]
    [InlineData("Get-NumaDevice vda -Snapshot $machine | Get-NumaDevice nvme0n1")]
    [InlineData("Get-NumaCell 0 -Snapshot $machine | Get-NumaCell -Snapshot ($machine -replace 'hmat', 'flat')")]
    [InlineData("Get-NumaCapabilities $machine | Get-NumaCell -Snapshot $machine")]
    [InlineData("[pscustomobject]@{ PSPath = $machine } | Get-NumaCapabilities -Snapshot $machine")]
    public void What_contradicts_the_parameters_is_an_error(string script)
    {
        Assert.Empty(session.Run(script, s_hmat));
        Assert.StartsWith("NumaRequestContradicts,", Assert.Single(session.Errors).FullyQualifiedErrorId);
    }

    [Theory(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("Get-NumaCell")]
    [InlineData("Get-NumaCellFreeMemory")]
    [InlineData("Get-NumaDistance")]
    public void A_device_of_unknown_node_asks_for_no_node_rather_than_for_all(string command)
    {
        // Two nodes, and a function whose numa_node is -1.
        using var machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").Distances("10 21", "21 10").Function("pci0000:3a/0000:3a:00.0", "0x020000", -1, "0-3");
        Assert.Empty(session.Run($"Get-NumaDevice 0000:3a:00.0 -Snapshot $machine | {command}", machine.Root));
        var error = Assert.Single(session.Errors);
        Assert.StartsWith("NumaCellNotReported,", error.FullyQualifiedErrorId);
        Assert.Equal("The node of '0000:3a:00.0' is not reported.", error.Exception.Message);
        Assert.Equal("0000:3a:00.0", Assert.Single(session.Run("Get-NumaDevice 0000:3a:00.0 -Snapshot $machine | Get-NumaDevice", machine.Root)).ToString());
    }

    [Theory]
    [InlineData("Get-NumaCell 1 -Snapshot $machine | ConvertTo-NumaXml")]
    [InlineData("Get-NumaDevice -Snapshot $machine | ConvertTo-NumaXml")]
    [InlineData("Get-NumaCell 1 -Snapshot $machine | ConvertTo-NumaBinding -For Numactl")]
    [InlineData("Find-NumaPlacement -Explain -Snapshot $machine | ConvertTo-NumaBinding -For Numactl")]
    [InlineData("Get-NumaCell 1 -Snapshot $machine | ConvertFrom-NumaXml")]
    [InlineData("[System.IO.FileInfo]$machine | ConvertFrom-NumaXml")]
    public void An_object_that_no_cmdlet_takes_is_an_error(string script)
    {
        Assert.Empty(session.Run(script, s_hmat));
        Assert.NotEmpty(session.Errors);
        Assert.All(session.Errors, error => Assert.Contains(error.FullyQualifiedErrorId.Split(',')[0], (string[])["InputObjectNotBound", "ParameterArgumentTransformationError", "NumaXmlMalformed", "NumaInputNotSupported"]));
    }

    [Theory]
    [InlineData("Get-NumaCapabilities -Snapshot $machine")]
    [InlineData("[System.IO.FileInfo]$machine")]
    public void What_is_piped_to_an_export_does_not_export_this_machine(string input)
    {
        var path = Path.Combine(Path.GetTempPath(), $"numa-{System.Guid.NewGuid():N}.numa");
        session.Run($"{input} | Export-NumaSnapshot '{path}'", s_hmat);
        Assert.StartsWith("InputObjectNotBound,", Assert.Single(session.Errors).FullyQualifiedErrorId);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Cells_that_were_kept_of_a_machine_read_live_are_not_this_machines()
    {
        session.Run("$kept = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-NumaCell -Snapshot $machine))); $kept | ForEach-Object { $_.Snapshot = $null }; $kept[0] | Get-NumaCellFreeMemory", s_hmat);
        Assert.Contains("read in another session", Assert.Single(session.Errors).Exception.Message);
    }
}
