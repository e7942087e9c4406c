using System;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

/// <summary>A machine and the capabilities read from it give the same answer to the same question.</summary>
public sealed class ConsistencyTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").Cell(4, "").Distances("10 21 30", "21 10 40", "30 40 10").HugePages(1, 2048, 4, 2);

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("Get-NumaCell")]
    [InlineData("Get-NumaCell 4,0")]
    [InlineData("Get-NumaCell 1,1")]
    [InlineData("Get-NumaCell 0,7,4")]
    [InlineData("Get-NumaCell -CellId -3,4")]
    [InlineData("Get-NumaCellFreeMemory")]
    [InlineData("Get-NumaCellFreeMemory 4,0")]
    [InlineData("Get-NumaCellFreeMemory 7")]
    [InlineData("Get-NumaDistance")]
    [InlineData("Get-NumaDistance 4,0 1,0")]
    [InlineData("Get-NumaDistance -To 4 -Matrix")]
    [InlineData("Get-NumaDistance 9")]
    public void Asked_of_either_the_answer_is_the_same(string command)
    {
        var machine = session.Run(command + " -Snapshot $machine", _machine.Root).Select(item => $"{item} {item.Properties["Memory"]?.Value}").ToList();
        var errors = session.Errors.Select(error => (error.FullyQualifiedErrorId, error.TargetObject)).ToList();
        Assert.Equal(machine, session.Run($"Get-NumaCapabilities -Snapshot $machine | {command}", _machine.Root).Select(item => $"{item} {item.Properties["Memory"]?.Value}"));
        Assert.Equal(errors, session.Errors.Select(error => (error.FullyQualifiedErrorId, error.TargetObject)));
        Assert.True(machine.Count + errors.Count > 0);
    }

    [Fact]
    public void A_cell_is_the_same_alone_and_in_the_capabilities()
    {
        var alone = session.Run<NumaCell>("Get-NumaCell -Snapshot $machine", _machine.Root);
        var cells = session.Run<NumaCapabilities>("Get-NumaCapabilities -Snapshot $machine", _machine.Root)[0].Cells;
        foreach (var (one, other) in alone.Zip(cells, (one, other) => (one, other)))
        {
            Assert.Equal((one.Id, one.Cpus, one.Memory, one.FreeMemory, one.AvailableMemory, one.Kind, one.Snapshot), (other.Id, other.Cpus, other.Memory, other.FreeMemory, other.AvailableMemory, other.Kind, other.Snapshot));
            Assert.Equal(one.Distances, other.Distances);
            Assert.Equal(one.Pages!.Select(pool => pool.ToString()), other.Pages!.Select(pool => pool.ToString()));
        }
    }

    [Fact]
    public void A_warning_reaches_the_user()
    {
        _machine.File(MachineBuilder.Nodes + "node1/distance", "21 10 40 50\n");
        Assert.Equal(6, session.Run("Get-NumaDistance -Snapshot $machine", _machine.Root).Count);
        Assert.Contains("node1/distance has 4 values for 3 nodes", Assert.Single(session.Warnings));
    }

    [Fact]
    public void A_matrix_marks_what_is_unknown()
    {
        _machine.File(MachineBuilder.Nodes + "node1/distance", "21 0 40\n");
        var rows = session.Run<NumaDistanceRow>("Get-NumaDistance -Matrix -Snapshot $machine", _machine.Root);
        Assert.Equal(["   0:   10   21   30", "   1:   21    -   40", "   4:   30   40   10"], rows.Select(row => row.Text));
    }
}
