using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Shell;

/// <summary>tools/Shell as a process; what its scripts write is in the other tests, which need none.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-1", memory: 8388608, free: 4194304).Cell(1, "2-3,8-11", memory: 1048576).Distances("10 21", "21 10");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Words_are_a_script_whose_output_is_plain_and_whose_error_is_on_stderr()
    {
        var run = ShellProcess.Run($"Get-NumaCell 0,1,9 -Snapshot '{_machine.Root}'");
        Assert.Equal(1, run.Status);
        Assert.Equal(
            [
                "  Id Group     Memory FreeMemory AvailableMemory CPUs",
                "  -- -----     ------ ---------- --------------- ----",
                "   0         8.00 GiB   4.00 GiB                 0-1",
                "   1         1.00 GiB   1.00 GiB                 2-3,8-11",
            ],
            ShellSession.Lines(run.Output));
        Assert.Equal($"Get-NumaCell: Node 9 does not exist on '{Path.GetFileName(_machine.Root)}'. Existing nodes: 0-1. (NumaCellNotFound)", run.Error.Trim());
    }

    [Theory]
    [InlineData("70", 60, 70)]
    [InlineData("wide", 110, 120)]
    public void COLUMNS_is_the_width_of_tables_and_where_it_says_nothing_a_redirected_one_is_120_wide(string columns, int least, int most)
    {
        _machine.Cell(2, string.Join(',', Enumerable.Range(10, 90).Select(id => 2 * id)));
        Assert.InRange(ShellSession.Lines(ShellProcess.Run($"Get-NumaCell -Snapshot '{_machine.Root}'", columns).Output).Max(line => line.Length), least, most);
    }

    [Fact]
    public void Without_arguments_the_shell_prompts()
    {
        var run = ShellProcess.Prompt("'typed'", "exit 3");
        Assert.Equal(3, run.Status);
        Assert.Contains("typed", run.Output);
    }
}
