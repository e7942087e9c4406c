using System.Collections.Generic;
using System.IO;

namespace NumaTopology.Tests.Recorded;

/// <summary>No machines beside the checkout and no tools: a test that starts a process has no place among those that are run for every mutant.</summary>
internal static class RecordedMachines
{
    public static IReadOnlyList<string> Names { get; } = [];

    public static string Folder(string name) => throw new DirectoryNotFoundException(name);

    public static string At(params string[] path) => Path.Combine(path);

    public static string TestBed(string name) => name;

    public static string? Output(string command, params string[] arguments) => null;
}
