using System;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Shell;

/// <summary>What goes to which stream of tools/Shell, and with which exit status it ends.</summary>
public sealed class StreamTests(ShellSession shell) : IClassFixture<ShellSession>, IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-1", memory: 1048576).Cell(1, "2-3", memory: 1048576).Distances("10 21", "21 10");

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("1 | Out-Null", 0)]
    [InlineData("throw 'broken'", 1)]
    [InlineData("'unclosed", 1)]
    [InlineData("try { throw 'caught' } catch { 'fine' }", 0)]
    [InlineData("Get-NumaCell -Snapshot ''", 1)]
    [InlineData("Get-NumaCell -NoSuchParameter", 1)]
    public void The_status_is_1_after_an_error_and_else_0(string script, int status) => Assert.Equal(status, shell.Run(script).Status);

    [Theory]
    [InlineData("Get-NumaCell -Snapshot /nonexistent/machine", "SnapshotNotFound")]
    [InlineData("Get-NumaCell -CellId -1 -Snapshot {0}", "NumaCellNegative")]
    [InlineData("Get-NumaCell -Snapshot {0}/sys", "SnapshotWithoutSys")]
    [InlineData("Get-NumaCell -Snapshot {0}/sys/devices/system/node/online", "SnapshotInvalid")]
    public void An_error_is_one_line_on_stderr_with_its_id(string script, string id)
    {
        var run = shell.Run(string.Format(null, script, _machine.Root));
        Assert.Equal((1, ""), (run.Status, run.Output));
        Assert.EndsWith($"({id})", Assert.Single(ShellSession.Lines(run.Error)));
    }

    [Fact]
    public void A_warning_goes_to_stderr_and_is_no_error()
    {
        _machine.File(MachineBuilder.Nodes + "node0/distance", "10 21 30\n");
        var run = shell.Run($"Get-NumaDistance -Matrix -Snapshot '{_machine.Root}'");
        Assert.Equal(0, run.Status);
        Assert.Contains("node0/distance has 3 values for 2 nodes", Assert.Single(ShellSession.Lines(run.Error)));
        Assert.Equal(["node     0    1", "   0:    -    -", "   1:   21   10"], ShellSession.Lines(run.Output));
    }

    [Fact]
    public void Objects_written_before_an_error_are_printed()
    {
        var run = shell.Run("'before'; throw 'broken'; 'after'");
        Assert.Equal(["before"], ShellSession.Lines(run.Output));
        Assert.Contains("broken", run.Error);
    }

    [Fact]
    public void Strings_and_tables_keep_their_order()
    {
        var lines = ShellSession.Lines(shell.Run($"'one'; Get-NumaCell 1 -Snapshot '{_machine.Root}'; 'two'").Output);
        Assert.Equal(("one", "two", 5), (lines[0], lines[^1], lines.Length));
    }

    [Fact]
    public void A_console_without_colour_gets_no_escape_sequence()
    {
        var run = shell.Run($"Get-NumaCell 0,9 -Snapshot '{_machine.Root}'; Get-NumaCapabilities -Snapshot '{_machine.Root}'; Get-NumaDistance -Matrix -Snapshot '{_machine.Root}'; throw 'broken'");
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.Contains("1.00 GiB", run.Output);
    }

    [Fact]
    public void A_table_fits_40_columns_and_a_string_need_not()
    {
        _machine.Cell(0, string.Join(',', Enumerable.Range(0, 60).Select(id => 2 * id)));
        var text = string.Join(' ', Enumerable.Repeat("word", 100));
        var lines = ShellSession.Lines(shell.Run($"Get-NumaCell -Snapshot '{_machine.Root}'; '{text}'", columns: 40).Output);
        Assert.Equal(text, lines[^1]);
        Assert.All(lines[..^1], line => Assert.InRange(line.Length, 1, 40));
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("exit", 0)]
    public void Exit_leaves_with_its_status(string script, int status)
    {
        using var own = new ShellSession();
        Assert.Equal(status, own.Run($"'once'; {script}; 'not here'").Status);
    }

    [Fact]
    public void Pipelines_of_the_README_sort_filter_and_format()
    {
        Assert.Equal("1", shell.Run($"Get-NumaDistance -From 0 -Snapshot '{_machine.Root}' | Where-Object To -ne 0 | Sort-Object Value | Select-Object -ExpandProperty To").Output.Trim());
        Assert.Equal("Id     : 0", ShellSession.Lines(shell.Run($"Get-NumaCellFreeMemory -Snapshot '{_machine.Root}' | Select-Object -First 1 | Format-List Id, Memory").Output)[0]);
        var file = System.IO.Path.Combine(_machine.Root, "machine.xml");
        Assert.Equal((0, "<topology>"), (shell.Run($"Get-NumaCapabilities -Snapshot '{_machine.Root}' | ConvertTo-NumaXml -Schema Nested | Set-Content '{file}'").Status, shell.Run($"(Get-Content '{file}')[0]").Output.Trim()));
    }
}
