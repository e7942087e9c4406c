using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

public sealed class CmdletTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-1", memory: 4096, free: 1024).Cell(1, "2-3", memory: 8192, free: 2048).Cell(34, "", memory: 1024)
        .Distances("10 21 30", "21 10 255", "30 255 10").Processor(0, 0, 0, "0-1");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Get_NumaCell_gives_all_cells_or_those_asked_for()
    {
        Assert.Equal([0, 1, 34], Run<NumaCell>("Get-NumaCell -Snapshot $machine").Select(cell => cell.Id));
        Assert.Equal([1, 34], Run<NumaCell>("Get-NumaCell 1,34 -Snapshot $machine").Select(cell => cell.Id));
        Assert.Equal([0, 1], Run<NumaCell>("Get-NumaCell (0..1) -Snapshot $machine").Select(cell => cell.Id));
        Assert.Empty(session.Errors);
    }

    [Fact(Skip = "reads this machine as a Linux", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void The_cells_of_this_machine_have_the_processors_that_this_process_may_use()
    {
        var cells = session.Run<NumaCell>("Get-NumaCell");
        Assert.Empty(session.Errors);
        Assert.Equal(Environment.ProcessorCount, cells.Sum(cell => cell.Cpus.Intersect(session.Run<NumaCapabilities>("Get-NumaCapabilities")[0].AllowedCpus!).Count));
    }

    [Theory]
    [InlineData("0..1", new[] { 0, 1 })]
    [InlineData("0..1,34", new[] { 0, 1, 34 })]
    [InlineData("34", new[] { 34 })]
    [InlineData("'0-1,34'", new[] { 0, 1, 34 })]
    [InlineData("'0,34'", new[] { 0, 34 })]
    public void A_range_is_typed_as_it_is_written(string range, int[] ids)
    {
        Assert.Equal(ids, Run<NumaCell>($"Get-NumaCell {range} -Snapshot $machine").Select(cell => cell.Id));
        Assert.Equal(ids, Run<NumaCellFreeMemory>($"Get-NumaCellFreeMemory {range} -Snapshot $machine").Select(reading => reading.Id));
        Assert.Empty(session.Errors);
    }

    [Fact]
    public void A_range_larger_than_any_machine_is_refused()
    {
        Assert.Empty(Run<NumaCell>("Get-NumaCell 0..2000000000 -Snapshot $machine"));
        Assert.Contains("no machine has that many nodes", Assert.Single(session.Errors).Exception.Message);
    }

    [Fact]
    public void Cells_pipe_into_Get_NumaCellFreeMemory_and_stay_on_their_machine()
    {
        var readings = Run<NumaCellFreeMemory>("Get-NumaCell -Snapshot $machine | Get-NumaCellFreeMemory");
        Assert.Equal([(0, 1024L * 1024), (1, 2048L * 1024), (34, 1024L * 1024)], readings.Select(reading => (reading.Id, reading.FreeMemory!.Value)));
    }

    [Theory]
    [InlineData("1.6")]
    [InlineData("''")]
    [InlineData("$true")]
    [InlineData("one")]
    public void A_name_without_a_plain_number_is_no_cell(string id)
    {
        Assert.Empty(Run<NumaCell>($"Get-NumaCell {id} -Snapshot $machine"));
        Assert.Equal("ParameterArgumentTransformationError,NumaTopology.Commands.GetNumaCellCommand", Assert.Single(session.Errors).FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("Get-NumaCellFreeMemory -Snapshot $machine | Get-NumaCell", 3)]
    [InlineData("Get-NumaDistance -From 1 -Snapshot $machine | Get-NumaDistance", 3)]
    public void Objects_that_are_piped_on_ask_the_machine_that_they_came_from(string script, int answers)
    {
        Assert.Equal(answers, session.Run(script, _machine.Root).Count);
        Assert.Empty(session.Errors);
    }

    [Fact]
    public void A_processor_is_not_taken_for_a_cell()
    {
        session.Run("(Get-NumaCapabilities -Snapshot $machine).Cells[1].Processors[1] | Get-NumaCell", _machine.Root);
        Assert.NotEmpty(session.Errors);
    }

    [Fact]
    public void Cells_read_from_XML_are_not_looked_up_on_this_machine()
    {
        Assert.Empty(Run<NumaCellFreeMemory>("(Get-NumaCapabilities -Snapshot $machine | ConvertTo-NumaXml Nested | ConvertFrom-NumaXml).Cells[0] | Get-NumaCellFreeMemory"));
        Assert.Contains("read from XML", Assert.Single(session.Errors).Exception.Message);
    }

    [Fact]
    public void Cells_pipe_into_Get_NumaDistance_as_where_it_starts() =>
        Assert.Equal(["1→0: 21", "1→1: 10", "1→34: 255"], Run<NumaDistance>("Get-NumaCell 1 -Snapshot $machine | Get-NumaDistance").Select(distance => distance.ToString()));

    [Fact]
    public void Get_NumaDistance_picks_pairs_by_From_and_To() =>
        Assert.Equal(["0→34: 30", "34→34: 10"], Run<NumaDistance>("Get-NumaDistance 0,34 34 -Snapshot $machine").Select(distance => distance.ToString()));

    [Fact]
    public void Capabilities_are_pulled_once_and_asked_many_times()
    {
        var capabilities = "$c = Get-NumaCapabilities -Snapshot $machine; ";
        Assert.Equal(["   0:   10   21   30", "   1:   21   10    ∞", "  34:   30    ∞   10"], Run<NumaDistanceRow>(capabilities + "$c | Get-NumaDistance -Matrix").Select(row => row.Text));
        Assert.Equal(34, Assert.Single(Run<NumaCell>(capabilities + "$c | Get-NumaCell 34")).Id);
        Assert.Equal(3, Run<NumaCellFreeMemory>(capabilities + "Get-NumaCellFreeMemory -InputObject $c").Count);
    }

    [Fact]
    public void Get_NumaCapabilities_knows_the_single_processors()
    {
        var capabilities = Assert.Single(Run<NumaCapabilities>("Get-NumaCapabilities -Snapshot $machine"));
        Assert.Equal("0-1", capabilities.Cells[0].Processors![0].Siblings!.ToString());
        Assert.Equal(_machine.Root, capabilities.Snapshot);
        Assert.Equal(9, capabilities.Distances.Count);
    }

    [Fact]
    public void Objects_have_no_cycles() => Walk(Run<NumaCapabilities>("Get-NumaCapabilities -Snapshot $machine")[0], []);

    [Fact]
    public void A_set_of_processors_is_written_as_text() => Assert.True(Run<bool>("[NumaTopology.CpuSet]'0-1' -eq (Get-NumaCell 0 -Snapshot $machine).Cpus")[0]);

    [Fact]
    public void Tab_completes_the_cells_of_the_machine_that_the_line_names()
    {
        var matches = session.Complete($"Get-NumaCell -Snapshot '{_machine.Root}' -CellId ");
        Assert.Equal(["0", "1", "34"], matches.Select(match => match.CompletionText));
        Assert.Equal(["CPUs 0-1, 0.00 GiB", "CPUs 2-3, 0.01 GiB", "no CPUs, 0.00 GiB"], matches.Select(match => match.ToolTip));
        Assert.Equal("34", Assert.Single(session.Complete($"Get-NumaDistance -Snapshot '{_machine.Root}' -To 3")).CompletionText);
    }

    private static void Walk(object? item, HashSet<object> above)
    {
        if (item is null or string or CpuSet || item.GetType().IsValueType)
            return;
        Assert.DoesNotContain(item, above, ReferenceEqualityComparer.Instance);
        var here = new HashSet<object>(above, ReferenceEqualityComparer.Instance) { item };
        if (item is IEnumerable items)
        {
            foreach (var inner in items)
                Walk(inner, here);
            return;
        }

        foreach (var property in item.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            Walk(property.GetValue(item), here);
    }

    private IReadOnlyList<T> Run<T>(string script) => session.Run<T>(script, _machine.Root);
}
