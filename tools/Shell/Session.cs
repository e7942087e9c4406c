using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace NumaTopology.Shell;

/// <summary>Runs scripts one after another in a runspace and prints what they give.</summary>
internal sealed class Session(Runspace runspace, ShellHost host)
{
    /// <summary>Runs a script; false when it wrote an error.</summary>
    public bool Run(string script)
    {
        using var shell = PowerShell.Create(runspace);
        var failed = false;
        shell.Streams.Error.DataAdded += (_, e) =>
        {
            failed = true;
            Tell(shell.Streams.Error[e.Index]);
        };
        try
        {
            shell.AddScript(script).AddCommand("Out-Shell").Invoke();
        }
        catch (RuntimeException e)
        {
            failed = true;
            Tell(e.ErrorRecord);
        }

        return !failed && host.ExitCode == 0;
    }

    private void Tell(ErrorRecord error)
    {
        var source = error.InvocationInfo?.MyCommand?.Name;
        host.UI.WriteErrorLine($"{(source is null ? "" : source + ": ")}{error} ({error.FullyQualifiedErrorId.Split(',')[0]})");
    }
}
