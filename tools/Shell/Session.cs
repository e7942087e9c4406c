using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands;

namespace NumaTopology.Shell;

/// <summary>A runspace with the module loaded, that runs scripts one after another and prints what they give.</summary>
internal sealed class Session : IDisposable
{
    // What pipelines over the module's objects use beside the engine's own Where-Object and ForEach-Object.
    private static readonly Type[] s_cmdlets =
    [
        typeof(FormatListCommand), typeof(FormatTableCommand), typeof(SelectObjectCommand), typeof(SortObjectCommand), typeof(GroupObjectCommand), typeof(MeasureObjectCommand),
        typeof(ConvertToJsonCommand), typeof(OutStringCommand), typeof(GetContentCommand), typeof(SetContentCommand),
    ];

    private readonly ShellHost _host;
    private readonly Runspace _runspace;

    /// <summary>Opens a session in which the module of a manifest is imported.</summary>
    public Session(ShellHost host, string manifest)
    {
        _host = host;
        var state = InitialSessionState.CreateDefault2();
        state.Commands.Add(s_cmdlets.Append(typeof(OutShellCommand)).Select(Entry));
        // The module's own ps1xml files are not signed in a checkout, which Windows' usual policy refuses to load.
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
        state.ImportPSModule([manifest]);
        _runspace = RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
    }

    /// <summary>Runs a script; its exit status: that of <c>exit</c>, else 1 when it wrote an error, else 0.</summary>
    public int Run(string script)
    {
        using var shell = PowerShell.Create(_runspace);
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

        return _host.IsLeaving ? _host.ExitCode : failed ? 1 : 0;
    }

    /// <summary>Runs what is typed, line by line, until <c>exit</c> or the end.</summary>
    public int Prompt(TextReader typed)
    {
        _host.UI.WriteLine("NumaTopology. Type a cmdlet, such as Get-NumaCell; exit leaves.");
        _host.UI.WriteLine("Where-, Sort-, Select-, Group- and Measure-Object, Format-List, Format-Table, ConvertTo-Json, Get- and Set-Content are here as well;");
        _host.UI.WriteLine("for all else of PowerShell type Import-Module ./NumaTopology.psd1 in PowerShell itself.");
        while (true)
        {
            _host.UI.Write("numa> ");
            if (typed.ReadLine() is not { } line || line.Trim() is "exit" or "quit")
                return 0;
            Run(line);
            if (_host.IsLeaving)
                return _host.ExitCode;
        }
    }

    public void Dispose() => _runspace.Dispose();

    private static SessionStateCmdletEntry Entry(Type cmdlet)
    {
        var attribute = cmdlet.GetCustomAttribute<CmdletAttribute>()!;
        return new SessionStateCmdletEntry($"{attribute.VerbName}-{attribute.NounName}", cmdlet, null);
    }

    private void Tell(ErrorRecord error)
    {
        var source = error.InvocationInfo?.MyCommand?.Name;
        _host.UI.WriteErrorLine($"{(source is null ? "" : source + ": ")}{error} ({error.FullyQualifiedErrorId.Split(',')[0]})");
    }
}
