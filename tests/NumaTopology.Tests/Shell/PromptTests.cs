using System;
using Xunit;

namespace NumaTopology.Tests.Shell;

/// <summary>tools/Shell without words: a simple prompt.</summary>
public sealed class PromptTests : IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(7, "0-1", memory: 3145728);

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void It_says_that_Utility_cmdlets_need_PowerShell_itself()
    {
        var run = ShellProcess.Prompt("exit");
        Assert.Equal(0, run.Status);
        Assert.Contains("Select-Object", run.Output);
        Assert.Contains("need PowerShell itself", run.Output);
    }

    [Fact]
    public void A_line_is_run_and_variables_last()
    {
        var run = ShellProcess.Prompt($"$machine = '{_machine.Root}'", "Get-NumaCell -Snapshot $machine", "exit");
        Assert.Contains("3.00 GiB", run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void An_error_does_not_end_it()
    {
        var run = ShellProcess.Prompt("throw 'broken'", "'still here'");
        Assert.Contains("broken", run.Error);
        Assert.Contains("still here", run.Output);
        Assert.Equal(0, run.Status);
    }

    [Theory]
    [InlineData("exit")]
    [InlineData("quit")]
    [InlineData("  exit  ")]
    public void Exit_and_quit_end_the_prompt(string word) => Assert.DoesNotContain("not here", ShellProcess.Prompt(word, "'not here'").Output);

    [Fact]
    public void Exit_in_a_line_leaves_too() => Assert.DoesNotContain("not here", ShellProcess.Prompt("'once'; exit 2", "'not here'").Output);
}
