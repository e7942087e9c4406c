using System;
using System.Diagnostics;
using System.IO;

namespace NumaTopology.Tests.Shell;

/// <summary>tools/Shell as a process, its output redirected.</summary>
internal static class ShellProcess
{
    public static (int Status, string Output, string Error) Run(string script, string columns = "") => Start([script], columns, "");

    /// <summary>Without words: the prompt, with <paramref name="typed"/> as what a person types.</summary>
    public static (int Status, string Output, string Error) Prompt(params string[] typed) => Start([], "", string.Join('\n', typed) + "\n");

    private static (int Status, string Output, string Error) Start(string[] words, string columns, string typed)
    {
        var start = Command(words);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.Environment["COLUMNS"] = columns;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(typed);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>The shell of this build, or the published one that NUMA_TEST_SHELL names where there is no dotnet to run it with.</summary>
    private static ProcessStartInfo Command(string[] words)
    {
        if (Environment.GetEnvironmentVariable("NUMA_TEST_SHELL") is { Length: > 0 } published)
            return new ProcessStartInfo(published, words);
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return new ProcessStartInfo("dotnet", [Path.Combine(Repository.Root, "tools", "Shell", "bin", configuration, "net10.0", "Shell.dll"), .. words]);
    }
}
