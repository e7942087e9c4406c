using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

// Engine … -Command SCRIPT: stands for pwsh.exe, which needs a console, and Wine has none without a screen. Everything that SCRIPT says goes to stdout,
// its errors to stderr; the exit status is 1 when it threw.
var state = InitialSessionState.CreateDefault2();
state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;
using var runspace = RunspaceFactory.CreateRunspace(state);
runspace.Open();
using var shell = PowerShell.Create(runspace);
shell.Streams.Information.DataAdded += (_, e) =>
{
    var message = shell.Streams.Information[e.Index].MessageData;
    Console.Write(message is HostInformationMessage { NoNewLine: true } ? $"{message}" : message + "\n");
};
shell.Streams.Error.DataAdded += (_, e) => Console.Error.WriteLine(shell.Streams.Error[e.Index]);
var lines = new PSDataCollection<PSObject>();
lines.DataAdded += (_, e) => Console.WriteLine(lines[e.Index]);
try
{
    var script = string.Join(' ', args.SkipWhile(argument => argument != "-Command").Skip(1));
    shell.AddScript(script).AddCommand("Out-String").AddParameter("Stream").Invoke(null, lines);
    return 0;
}
catch (RuntimeException e)
{
    Console.Error.WriteLine(e.ErrorRecord + "\n" + e.ErrorRecord.ScriptStackTrace);
    return 1;
}
