using System;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Shell;

/// <summary>tools/Shell as a person runs it.</summary>
public sealed class ShellTests : IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-1", memory: 8388608, free: 4194304).Cell(1, "2-3,8-11", memory: 1048576).Distances("10 21", "21 10");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Cells_print_as_a_table_of_sizes_without_colour()
    {
        var run = ShellProcess.Run($"Get-NumaCell -Snapshot '{_machine.Root}'");
        Assert.Equal(0, run.Status);
        Assert.Equal(
            [
                "  Id Group         Memory           Free      Available CPUs",
                "  -- -----         ------           ----      --------- ----",
                "   0             8.00 GiB       4.00 GiB                0-1",
                "   1             1.00 GiB       1.00 GiB                2-3,8-11",
            ],
            ShellProcess.Lines(run.Output));
    }

    [Fact]
    public void The_matrix_prints_like_numactls() =>
        Assert.Equal(["node     0    1", "   0:   10   21", "   1:   21   10"], ShellProcess.Lines(ShellProcess.Run($"Get-NumaDistance -Matrix -Snapshot '{_machine.Root}'").Output));

    [Fact]
    public void An_error_goes_to_stderr_and_makes_the_status_1()
    {
        var run = ShellProcess.Run($"Get-NumaCell 0,9 -Snapshot '{_machine.Root}'");
        Assert.Equal(1, run.Status);
        Assert.Contains("8.00 GiB", run.Output);
        Assert.Equal($"Get-NumaCell: There is no cell 9 on {_machine.Root}. (NumaCellNotFound)", run.Error.Trim());
    }

    [Fact]
    public void A_command_that_does_not_exist_makes_the_status_1() => Assert.Equal(1, ShellProcess.Run("Get-Nonsense").Status);

    [Fact]
    public void A_string_is_never_wrapped_or_cut()
    {
        var text = new string('x', 500);
        Assert.Equal([text], ShellProcess.Lines(ShellProcess.Run($"'{text}'", columns: "40").Output));
    }

    [Fact]
    public void COLUMNS_is_the_width_of_tables()
    {
        _machine.Cell(2, string.Join(',', Enumerable.Range(10, 40).Select(id => 2 * id)));
        Assert.All(ShellProcess.Lines(ShellProcess.Run($"Get-NumaCell -Snapshot '{_machine.Root}'", columns: "70").Output), line => Assert.InRange(line.Length, 0, 70));
    }
}
