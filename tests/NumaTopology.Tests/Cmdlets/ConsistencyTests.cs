using System;
using System.IO;
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
    public void Capabilities_answer_as_the_snapshot_does_that_they_came_from(string command)
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

    [Theory]
    [InlineData("flat")]
    [InlineData("hmat")]
    [InlineData("edge")]
    [InlineData("sparse")]
    [InlineData("ladder")]
    [InlineData("windows-sub-numa")]
    [InlineData("windows-memory-only")]
    [InlineData("windows-hmat-2")]
    public void Group_socket_and_hops_of_a_cell_do_not_depend_on_which_cells_were_requested(string name)
    {
        Machine Open() => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa"));
        var whole = NumaProbe.Capabilities(Open());
        Assert.Equal(whole.Distances, NumaProbe.Distances(Open()));
        var all = NumaProbe.Cells(Open());
        foreach (var (cell, one) in whole.Cells.Zip(all))
        {
            var alone = Assert.Single(NumaProbe.Cells(Open(), [cell.Id]));
            Assert.Equal((cell.Group, cell.Socket), (one.Group, one.Socket));
            Assert.Equal((cell.Group, cell.Socket), (alone.Group, alone.Socket));
            Assert.Equal(cell.Distances, one.Distances);
            Assert.Equal(cell.Distances, alone.Distances);
        }
    }

    [Fact]
    public void A_snapshot_without_distances_groups_its_cells_by_their_sockets_whichever_are_asked_for()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cell(1, "1").Cell(2, "2").Processor(0, 0, 0, "0").Processor(1, 0, 1, "1").Processor(2, 1, 0, "2");
        var file = Path.Combine(machine.Root, "kept.numa");
        SnapshotExport.Save(machine.Machine, file, withIdentity: true, overwrite: true);
        Assert.Equal("0", NumaProbe.Cells(MachineSource.OpenSnapshot(file), [1]).Single().Group);
        Assert.Equal(["0", "0", null], NumaProbe.Cells(MachineSource.OpenSnapshot(file)).Select(cell => cell.Group));
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
