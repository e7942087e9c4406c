using System.Collections.Generic;
using System.Linq;
using NumaTopology.Machines.Linux;
using Xunit;

namespace NumaTopology.Tests.Recorded;

/// <summary>The composed machines and the recorded ones, by name.</summary>
internal static class LinuxMachines
{
    public static IEnumerable<string> Names => ComposedMachines.Names.Concat(RecordedMachines.Names);

    public static Machine Open(string name) => ComposedMachines.Names.Contains(name) ? MachineSource.OpenSnapshot(ComposedMachines.Snapshot(name)) : new FolderMachine(RecordedMachines.Folder(name));

    public static NumaCapabilities Read(string name) => NumaProbe.Capabilities(Open(name));

    /// <summary>The rows whose machine is there.</summary>
    public static TheoryData<string> Here(TheoryData<string> rows) => [.. rows.Where(row => Names.Contains(row.Data))];

    /// <summary>The rows whose machine is there.</summary>
    public static TheoryData<string, T> Here<T>(TheoryData<string, T> rows) => [.. rows.Where(row => Names.Contains(row.Data.Item1))];

    /// <summary>The rows whose machine is there.</summary>
    public static TheoryData<string, T1, T2> Here<T1, T2>(TheoryData<string, T1, T2> rows) => [.. rows.Where(row => Names.Contains(row.Data.Item1))];
}
