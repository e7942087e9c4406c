using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

/// <summary>How the path of a snapshot may be written.</summary>
public sealed class SnapshotPathTests : IDisposable
{
    private readonly PowerShellSession _session = new();
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-1").Cell(5, "2").Distances("10 20", "20 10");

    public void Dispose()
    {
        _session.Dispose();
        _machine.Dispose();
    }

    [Fact]
    public void A_relative_path_counts_from_PowerShells_location()
    {
        var cell = Assert.Single(_session.Run<NumaCell>("$ExecutionContext.SessionState.Path.SetLocation([IO.Path]::GetDirectoryName($machine)) | Out-Null; Get-NumaCell 5 -Snapshot ./" + Path.GetFileName(_machine.Root), _machine.Root));
        Assert.Equal(_machine.Root, cell.Snapshot);
    }

    [Fact]
    public void A_cell_from_a_relative_path_is_still_found_after_leaving_the_location()
    {
        var script = "$null = $ExecutionContext.SessionState.Path.SetLocation([IO.Path]::GetDirectoryName($machine)); $cells = Get-NumaCell -Snapshot ./" + Path.GetFileName(_machine.Root)
            + "; $null = $ExecutionContext.SessionState.Path.SetLocation([IO.Path]::GetPathRoot($machine)); $cells | Get-NumaCellFreeMemory";
        Assert.Equal([0, 5], _session.Run<NumaCellFreeMemory>(script, _machine.Root).Select(reading => reading.Id));
    }

    [Fact]
    public void Tab_completes_the_cells_of_a_machine_with_a_relative_path()
    {
        _session.Run("$null = $ExecutionContext.SessionState.Path.SetLocation([IO.Path]::GetDirectoryName($machine))", _machine.Root);
        Assert.Equal(["0", "5"], _session.Complete($"Get-NumaCell -Snapshot ./{Path.GetFileName(_machine.Root)} -CellId ").Select(match => match.CompletionText));
    }

    [Fact]
    public void A_path_that_is_there_is_taken_as_it_is_typed()
    {
        var odd = Path.Combine(_machine.Root, "odd [1] 'x' $y");
        _machine.File(Path.Combine(odd, MachineBuilder.Cpus, "online"), "0-1\n");
        Assert.Equal(0, Assert.Single(_session.Run<NumaCell>("Get-NumaCell -Snapshot $machine", odd)).Id);
        Assert.Equal(0, Assert.Single(_session.Run<NumaCell>("Get-NumaCell -LiteralPath $machine", odd)).Id);
        Assert.Equal(0, Assert.Single(_session.Run<NumaCell>("Get-NumaCell -Snapshot ([System.Management.Automation.WildcardPattern]::Escape($machine))", odd)).Id);
    }

    [Theory]
    [InlineData("-Snapshot", "*.none")]
    [InlineData("-Snapshot", "[!a]?x")]
    [InlineData("-LiteralPath", "s*")]
    public void What_matches_nothing_is_not_found(string parameter, string pattern)
    {
        var path = Path.Combine(_machine.Root, pattern);
        Assert.Empty(_session.Run($"Get-NumaCell {parameter} $machine", path));
        var error = Assert.Single(_session.Errors);
        Assert.Equal(("SnapshotNotFound,NumaTopology.Commands.GetNumaCellCommand", path), (error.FullyQualifiedErrorId, error.TargetObject));
    }

    [Fact]
    public void A_slash_at_the_end_changes_nothing() =>
        Assert.Equal([0, 5], _session.Run<NumaCell>("Get-NumaCell -Snapshot $machine", _machine.Root + "/").Select(cell => cell.Id));

    [Theory]
    [InlineData("nosuchdrive:/x")]
    [InlineData("Variable:/machine")]
    [InlineData("Env:PATH")]
    public void A_path_that_is_no_file_is_not_found(string path)
    {
        Assert.Empty(_session.Run("Get-NumaCell -Snapshot $machine", path));
        var error = Assert.Single(_session.Errors);
        Assert.Equal(("SnapshotNotFound,NumaTopology.Commands.GetNumaCellCommand", ErrorCategory.ObjectNotFound), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
    }

    [Theory]
    [InlineData("   ")]
    [InlineData("")]
    public void A_blank_path_is_refused(string path)
    {
        Assert.Empty(_session.Run("Get-NumaCapabilities -Snapshot $machine", path));
        Assert.StartsWith("SnapshotPathEmpty,", Assert.Single(_session.Errors).FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("<capabilities/>\n")]
    public void A_file_with_something_else_is_no_snapshot(string content)
    {
        var path = Path.Combine(_machine.Root, "other");
        File.WriteAllText(path, content);
        Assert.Empty(_session.Run("Get-NumaCell -Snapshot $machine", path));
        var error = Assert.Single(_session.Errors);
        Assert.Equal(("SnapshotInvalid,NumaTopology.Commands.GetNumaCellCommand", path), (error.FullyQualifiedErrorId, error.TargetObject));
        Assert.DoesNotContain("   at ", error.ToString());
    }
}
