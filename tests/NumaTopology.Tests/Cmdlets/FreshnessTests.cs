using System;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

/// <summary>Nothing is kept between two calls: the memory of a node may change while it runs, and a node may come or go.</summary>
public sealed class FreshnessTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0", memory: 4096, free: 1024).Distances("10");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void A_second_call_reads_the_memory_again()
    {
        Assert.Equal((4194304L, 1048576L), Memory("Get-NumaCellFreeMemory -Snapshot $machine"));
        _machine.Cell(0, "0", memory: 2048, free: 512);
        Assert.Equal((2097152L, 524288L), Memory("Get-NumaCellFreeMemory -Snapshot $machine"));
        Assert.Equal((2097152L, 524288L), Memory("Get-NumaCell -Snapshot $machine"));
        Assert.Equal((2097152L, 524288L), Memory("(Get-NumaCapabilities -Snapshot $machine).Cells"));
    }

    [Fact]
    public void A_cell_that_is_piped_on_is_read_anew()
    {
        session.Run("$global:cells = Get-NumaCell -Snapshot $machine", _machine.Root);
        _machine.Cell(0, "0", memory: 4096, free: 256);
        Assert.Equal((4194304L, 262144L), Memory("$global:cells | Get-NumaCellFreeMemory"));
        Assert.Equal((4194304L, 1048576L), Memory("$global:cells"));
    }

    [Fact]
    public void Capabilities_do_not_change_when_the_machine_does()
    {
        session.Run("$global:before = Get-NumaCapabilities -Snapshot $machine", _machine.Root);
        _machine.Cell(0, "0", memory: 4096, free: 256).Cell(1, "1");
        Assert.Equal((4194304L, 1048576L), Memory("$global:before | Get-NumaCell"));
        Assert.Equal((4194304L, 1048576L), Memory("$global:before | Get-NumaCellFreeMemory"));
    }

    [Fact]
    public void A_node_that_came_is_there_and_one_that_went_is_not()
    {
        Assert.Equal([0], session.Run<NumaCell>("Get-NumaCell -Snapshot $machine", _machine.Root).Select(cell => cell.Id));
        _machine.Cell(1, "1").Distances("10 20", "20 10");
        Assert.Equal(4, session.Run<NumaDistance>("Get-NumaDistance -Snapshot $machine", _machine.Root).Count);
        _machine.Remove(MachineBuilder.Nodes + "node0");
        Assert.Equal([1], session.Run<NumaCell>("Get-NumaCell -Snapshot $machine", _machine.Root).Select(cell => cell.Id));
    }

    [Fact]
    public void A_cell_of_a_document_does_not_answer_with_the_memory_of_this_machine()
    {
        const string document = "<topology><cells num='1'><cell id='0'><cpus num='1'><cpu id='0'/></cpus><memory size='12345'/></cell></cells></topology>";
        Assert.Empty(session.Run("(ConvertFrom-NumaXml $machine).Cells | Get-NumaCellFreeMemory", document));
        Assert.Single(session.Errors);
    }

    private (long, long) Memory(string script)
    {
        var item = Assert.Single(session.Run(script, _machine.Root));
        return ((long)item.Properties["Memory"].Value, (long)item.Properties["FreeMemory"].Value);
    }
}
