using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Xunit;

[assembly: AssemblyFixture(typeof(NumaTopology.Tests.Recorded.RecordedMachines))]

namespace NumaTopology.Tests.Recorded;

/// <summary>Machines that other projects recorded, where they lie beside the checkout in ../shared: an extra to the composed ones. Unpacked once a run.</summary>
public sealed class RecordedMachines : IDisposable
{
    private static readonly Lazy<string> s_unpacked = new(Unpack);

    /// <summary>Their names; none where they are not there.</summary>
    public static IReadOnlyList<string> Names { get; } = OperatingSystem.IsLinux() && File.Exists(At("unpack.sh")) ? [.. Archives()] : [];

    private static string Shared => Path.Combine(Path.GetDirectoryName(Repository.Root)!, "shared");

    /// <summary>The root folder of one.</summary>
    public static string Folder(string name) => Path.Combine(s_unpacked.Value, name);

    /// <summary>What lies with them, such as the text of a tool.</summary>
    public static string At(params string[] path) => Path.Combine([Shared, "machines", .. path]);

    public static string TestBed(string name) => Path.Combine(Shared, "testbeds", name);

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
        if (s_unpacked.IsValueCreated)
            Directory.Delete(s_unpacked.Value, true);
    }

    /// <summary>The names that unpack.sh gives: those of hwloc's archives as they are, the others behind whose they are.</summary>
    private static IEnumerable<string> Archives() =>
        from archive in Directory.GetFiles(At(), "*.tar.*", SearchOption.AllDirectories)
        let whose = Path.GetFileName(Path.GetDirectoryName(archive))
        let name = Path.GetFileName(archive)[..Path.GetFileName(archive).IndexOf(".tar.", StringComparison.Ordinal)]
        orderby whose, name
        select whose == "hwloc" ? name : whose + "-" + name;

    private static string Unpack()
    {
        var folder = MachineFolder.Create("numa-recorded-");
        return Output("bash", At("unpack.sh"), folder) is null ? throw new InvalidOperationException("unpack.sh failed") : folder;
    }
}
