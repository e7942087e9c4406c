using System;
using System.IO;
using System.Linq;
using System.Reflection;
using NumaTopology.Shell;

var manifest = typeof(ShellHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "Manifest").Value!;
// Beside a published shell the module travels in the shell's own folder.
var beside = Path.Combine(AppContext.BaseDirectory, "NumaTopology.psd1");
using var session = new Session(new ShellHost(Console.Out, Console.Error, Terminal.Columns, Terminal.HasColour), File.Exists(beside) ? beside : manifest);
return args.Length > 0 ? session.Run(string.Join(' ', args)) : session.Prompt(Console.In);
