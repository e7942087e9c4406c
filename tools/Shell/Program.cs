using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using NumaTopology.Shell;

var manifest = typeof(ShellHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Manifest").Value!;
// Beside a published shell the module travels in the shell's own folder.
var beside = System.IO.Path.Combine(AppContext.BaseDirectory, "NumaTopology.psd1");
var state = InitialSessionState.CreateDefault2();
state.Commands.Add(new SessionStateCmdletEntry("Out-Shell", typeof(OutShellCommand), null));
// The module's own ps1xml files are not signed in a checkout, which Windows' usual policy refuses to load.
if (OperatingSystem.IsWindows())
    state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.RemoteSigned;
state.ImportPSModule([System.IO.File.Exists(beside) ? beside : manifest]);

var host = new ShellHost();
using var runspace = RunspaceFactory.CreateRunspace(host, state);
runspace.Open();
var session = new Session(runspace, host);
if (args.Length > 0)
    return session.Run(string.Join(' ', args)) ? 0 : host.IsLeaving ? host.ExitCode : 1;

Console.WriteLine("NumaTopology. Type a cmdlet, such as Get-NumaCell; exit leaves.");
Console.WriteLine("Utility cmdlets (Select-Object, Sort-Object, ConvertTo-Json …) need PowerShell itself: Import-Module ./NumaTopology.psd1 there.");
while (true)
{
    Console.Write("numa> ");
    var line = Console.ReadLine();
    if (line is null || line.Trim() is "exit" or "quit")
        return 0;
    session.Run(line);
    if (host.IsLeaving)
        return host.ExitCode;
}
