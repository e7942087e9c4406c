using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace NumaTopology.Tests.Remote;

/// <summary>The Linux machines of tests/Machines as folders, once a run.</summary>
internal static class Unfolded
{
    private static readonly Lazy<string> s_folder = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("numa-unfolded-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        foreach (var snapshot in Directory.GetFiles(Path.Combine(Repository.Root, "tests", "Machines"), "*.numa").Where(IsLinux))
        {
            using var unfold = Process.Start(Path.Combine(Repository.Root, "tests", "Beds", "fleet.d", "unfold"), [snapshot, Path.Combine(folder, Path.GetFileNameWithoutExtension(snapshot))]);
            unfold.WaitForExit();
            if (unfold.ExitCode != 0)
                throw new InvalidOperationException($"{snapshot} could not be unfolded.");
        }

        return folder;
    });

    public static IReadOnlyList<string> All() => Directory.GetDirectories(s_folder.Value);

    private static bool IsLinux(string snapshot) => File.ReadLines(snapshot).Skip(1).First() == "system: Linux";
}
