using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace NumaTopology.Tests.Cmdlets;

/// <summary>A PowerShell engine with the module imported through its manifest, as a user has it.</summary>
public sealed class PowerShellSession : IDisposable
{
    private readonly Runspace _runspace;

    public PowerShellSession()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
        state.ImportPSModule([Repository.Manifest]);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
    }

    public IReadOnlyList<ErrorRecord> Errors { get; private set; } = [];

    public IReadOnlyList<string> Warnings { get; private set; } = [];

    public IReadOnlyList<string> Verbose { get; private set; } = [];

    /// <summary>Runs a script, in which <c>$machine</c> is the path and <c>$given</c> the object given.</summary>
    public IReadOnlyList<PSObject> Run(string script, string? machine = null, object? given = null)
    {
        using var shell = PowerShell.Create(_runspace);
        _runspace.SessionStateProxy.SetVariable("machine", machine);
        _runspace.SessionStateProxy.SetVariable("given", given);
        var output = new List<PSObject>();
        try
        {
            shell.AddScript(script).Invoke(null, output);
            Errors = [.. shell.Streams.Error];
        }
        catch (RuntimeException e)
        {
            Errors = [.. shell.Streams.Error, e.ErrorRecord];
        }

        Warnings = [.. shell.Streams.Warning.Select(record => record.Message)];
        Verbose = [.. shell.Streams.Verbose.Select(record => record.Message)];
        return output;
    }

    public IReadOnlyList<T> Run<T>(string script, string? machine = null) => [.. Run(script, machine).Select(item => (T)item.BaseObject)];

    /// <summary>A shell to start something in and to stop it.</summary>
    public PowerShell Shell() => PowerShell.Create(_runspace);

    public IReadOnlyList<CompletionResult> Complete(string line)
    {
        using var shell = PowerShell.Create(_runspace);
        return CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches;
    }

    public void Dispose() => _runspace.Dispose();
}
