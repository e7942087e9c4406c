using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Xunit;

[assembly: AssemblyFixture(typeof(NumaTopology.Tests.Recorded.RecordedMachines))]

namespace NumaTopology.Tests.Recorded;

/// <summary>Machines that other projects recorded, where they lie beside the checkout in ../shared; unpacked once a run.</summary>
public sealed class RecordedMachines : IDisposable
{
    public const string None = "no recorded machines: ../shared/machines is not beside the checkout, or this is no Linux";

    private readonly Lazy<string> _folder = new(Unpack);

    public static string Shared { get; } = Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared");

    public static bool AreHere { get; } = OperatingSystem.IsLinux() && File.Exists(Script);

    private static string Script => Path.Combine(Shared, "machines", "unpack.sh");

    public static string TestBed(string name) => Path.Combine(Shared, "testbeds", name);

    /// <summary>The folder of every machine.</summary>
    public IReadOnlyList<string> All() => [.. Directory.GetDirectories(_folder.Value).Order(StringComparer.Ordinal)];

    /// <summary>One machine.</summary>
    public string One(string name) => All().SingleOrDefault(folder => Path.GetFileName(folder) == name) ?? throw new DirectoryNotFoundException(name);

    /// <summary>What a command prints; null where it cannot be run.</summary>
    public static string? Output(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            error.Wait();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    public void Dispose()
    {
        if (_folder is { IsValueCreated: true, Value: { } folder })
            Directory.Delete(folder, true);
    }

    private static string Unpack()
    {
        var folder = Directory.CreateTempSubdirectory("numa-recorded-").FullName;
        return Output("bash", Script, folder) is null ? throw new InvalidOperationException(Script + " failed") : folder;
    }
}
