using System;
using Xunit;

namespace NumaTopology.Tests.Shell;

/// <summary>tools/Shell without words: a simple prompt.</summary>
public sealed class PromptTests : IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(7, "0-1", memory: 3145728);

    private readonly ShellSession _shell = new();

    public void Dispose()
    {
        _shell.Dispose();
        _machine.Dispose();
    }

    [Fact]
    public void It_says_how_to_leave_and_what_needs_PowerShell_itself()
    {
        var run = _shell.Prompt("exit");
        Assert.Equal(0, run.Status);
        Assert.Contains("exit leaves", run.Output);
        Assert.Contains("Import-Module ./NumaTopology.psd1 in PowerShell itself", run.Output);
    }

    [Fact]
    public void A_line_is_run_and_variables_last()
    {
        var run = _shell.Prompt($"$machine = '{_machine.Root}'", "Get-NumaCell -Snapshot $machine", "exit");
        Assert.Contains("3.00 GiB", run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void An_error_does_not_end_the_prompt()
    {
        var run = _shell.Prompt("throw 'broken'", "'still here'");
        Assert.Contains("broken", run.Error);
        Assert.Contains("still here", run.Output);
        Assert.Equal(0, run.Status);
    }

    [Theory]
    [InlineData("exit")]
    [InlineData("quit")]
    [InlineData("  exit  ")]
    public void Exit_and_quit_end_the_prompt(string word) => Assert.DoesNotContain("not here", _shell.Prompt(word, "'not here'").Output);

    [Fact]
    public void Exit_in_a_line_leaves_with_its_status()
    {
        var run = _shell.Prompt("'once'; exit 2", "'not here'");
        Assert.Equal(2, run.Status);
        Assert.DoesNotContain("not here", run.Output);
    }
}
