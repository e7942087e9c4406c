using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

[assembly: AssemblyFixture(typeof(NumaTopology.Tests.Remote.UnfoldedMachines))]

namespace NumaTopology.Tests.Remote;

/// <summary>The Linux machines of tests/Machines as folders, made once a run.</summary>
public sealed class UnfoldedMachines : IDisposable
{
    private readonly Lazy<string> _folder = new(Unfold);

    public IReadOnlyList<string> All() => Directory.GetDirectories(_folder.Value);

    public void Dispose()
    {
        if (_folder.IsValueCreated)
            Directory.Delete(_folder.Value, recursive: true);
    }

    private static string Unfold()
    {
        var folder = MachineFolder.Create("numa-unfolded-");
        Parallel.ForEach(Directory.GetFiles(Repository.Machines, "*.numa").Where(IsLinux), snapshot =>
        {
            using var unfold = Process.Start(Path.Combine(Repository.Root, "tests", "Beds", "fleet.d", "unfold"), [snapshot, Path.Combine(folder, Path.GetFileNameWithoutExtension(snapshot))]);
            unfold.WaitForExit();
            if (unfold.ExitCode != 0)
                throw new InvalidOperationException($"{snapshot} could not be unfolded.");
        });

        return folder;
    }

    private static bool IsLinux(string snapshot) => File.ReadLines(snapshot).Contains("system: Linux");
}
