using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>Runs other programs.</summary>
internal static class Tool
{
    /// <summary>Whether a program can be found.</summary>
    public static bool Has(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    /// <summary>What the program prints.</summary>
    public static string Run(string name, params string[] arguments) => Run(new ProcessStartInfo(name, arguments));

    /// <summary>What the program prints.</summary>
    public static string Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start) ?? throw new Win32Exception(start.FileName);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{start.FileName}: {error.Result}{output}");
    }
}
