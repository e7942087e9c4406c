using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace NumaTopology.Tests.Remote;

/// <summary>Runs the collector as another host would: its text comes over standard input into a shell that knows nothing else.</summary>
internal static class Collector
{
    public const string None = "the collector needs a Linux with dash, bash or busybox";

    private static readonly Lazy<string> s_busyBoxTools = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("numa-busybox-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Process.Start("busybox", ["--install", "-s", folder]).WaitForExit();
        Process.Start("chmod", ["a+rx", folder]).WaitForExit();
        return folder;
    });

    public static string Script { get; } = Path.Combine(Repository.Root, "src", "NumaTopology.Core", "Remote", "collect.sh");

    /// <summary>The shells that are here; on other systems all, for a theory without a row would be a failure where it is to be skipped. With busybox all the tools are its own too.</summary>
    public static IEnumerable<TheoryDataRow<string>> Shells => from shell in new[] { "dash", "bash --posix", "busybox sh" }
                                                               where !OperatingSystem.IsLinux() || IsHere(shell.Split(' ')[0])
                                                               select new TheoryDataRow<string>(shell);

    /// <summary>What stands before a shell so that it runs with a user's rights and no more.</summary>
    public static string AsNobody { get; } = Environment.UserName == "root" ? "setpriv --reuid 65534 --regid 65534 --clear-groups --bounding-set -all " : "";

    public static (int Status, byte[] Output, string Error) Run(string shell, params string[] arguments) => RunText(shell, File.ReadAllBytes(Script), arguments);

    public static (int Status, byte[] Output, string Error) RunText(string shell, byte[] script, params string[] arguments)
    {
        var words = shell.Split(' ');
        var start = new ProcessStartInfo(Which(words[0]), [.. words.Skip(1).Select(word => word == "busybox" ? Which(word) : word), "-s", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (words.Contains("busybox"))
            start.Environment["PATH"] = s_busyBoxTools.Value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var input = process.StandardInput.BaseStream.WriteAsync(script).AsTask().ContinueWith(_ => process.StandardInput.Close());
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        input.Wait();
        return (process.ExitCode, output.ToArray(), error.Result);
    }

    /// <summary>The machine of the answer.</summary>
    public static Machine Snapshot(string shell, params string[] arguments)
    {
        var (status, output, error) = Run(shell, arguments);
        Assert.True(status == 0 && error.Length == 0, $"{shell} {string.Join(' ', arguments)}: {status} {error}{Encoding.UTF8.GetString(output[^Math.Min(output.Length, 300)..])}");
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, output);
            return MachineSource.OpenSnapshot(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static bool IsHere(string command) => Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, command)));

    private static string Which(string command) => Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, command)).First(File.Exists);
}
