using System;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

public sealed class CompletionTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").Cell(10, "").Cell(33, "4");

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("Get-NumaCell -Snapshot '{0}' -CellId 1", "1 10")]
    [InlineData("Get-NumaCell -Snapshot '{0}' 3", "33")]
    [InlineData("Get-NumaCell -Snapshot '{0}' -CellId 0,1", "1 10")]
    [InlineData("Get-NumaCellFreeMemory -Snapshot '{0}' -CellId 33", "33")]
    [InlineData("Get-NumaDistance -Snapshot '{0}' -From ", "0 1 10 33")]
    [InlineData("Get-NumaDistance -Snapshot '{0}' 0 1", "1 10")]
    [InlineData("Get-NumaDistance -Snapshot '{0}' -CellId 1", "1 10")]
    public void Cells_are_offered_that_begin_with_what_was_typed(string line, string offered) =>
        Assert.Equal(offered.Split(' '), session.Complete(string.Format(null, line, _machine.Root)).Select(match => match.CompletionText));

    [Theory]
    [InlineData("-MemoryTier ", "4 22")]
    [InlineData("-MemoryTier 4,2", "22")]
    [InlineData("-MemoryKind ", "Cxl HighBandwidth MemoryOnly Ordinary Persistent SlowTier SpecificPurpose")]
    [InlineData("-MemoryKind Cxl,p", "Persistent")]
    public void Kinds_and_tiers_of_memory_are_offered(string typed, string offered)
    {
        // As in Documentation/ABI/testing/sysfs-kernel-mm-memory-tiers.
        _machine.File("sys/devices/virtual/memory_tiering/memory_tier4/nodelist", "0-1").File("sys/devices/virtual/memory_tiering/memory_tier22/nodelist", "10");
        Assert.Equal(offered.Split(' '), session.Complete($"Find-NumaPlacement 1 1GB -Snapshot '{_machine.Root}' {typed}").Select(match => match.CompletionText));
    }

    [Fact]
    public void Every_kind_of_node_that_can_hold_memory_can_be_asked_for()
    {
        var refused = session.Run("foreach ($kind in [Enum]::GetNames([NumaTopology.CellKind])) { try { $null = Find-NumaPlacement 1 1 -MemoryKind $kind -Snapshot $machine -ErrorAction SilentlyContinue } catch { $kind } }", _machine.Root).Select(kind => kind.ToString());
        Assert.Equal(["ProcessorOnly", "GenericInitiator", "Empty"], refused);
    }

    [Fact]
    public void A_variable_names_the_machine_too()
    {
        session.Run("$global:recorded = $machine", _machine.Root);
        Assert.Equal(["0", "1", "10", "33"], session.Complete("Get-NumaCell -Snapshot $recorded -CellId ").Select(match => match.CompletionText));
    }

    [Fact]
    public void Capabilities_in_a_variable_offer_their_own_cells()
    {
        session.Run("$global:pulled = Get-NumaCapabilities -Snapshot $machine", _machine.Root);
        Assert.Equal(["0", "1", "10", "33"], session.Complete("Get-NumaCell -InputObject $pulled -CellId ").Select(match => match.CompletionText));
    }

    [Fact]
    public void Where_the_machine_cannot_be_read_no_cell_is_offered()
    {
        Assert.DoesNotContain(session.Complete($"Get-NumaCell -Snapshot '{_machine.Root}/none' -CellId "), match => int.TryParse(match.CompletionText, out _));
        _machine.File(MachineBuilder.Nodes + "node0/meminfo", "MemTotal: ?\n");
        Assert.DoesNotContain(session.Complete($"Get-NumaCell -Snapshot '{_machine.Root}' -CellId "), match => int.TryParse(match.CompletionText, out _));
    }
}
