using System;
using System.IO;

namespace NumaTopology.Tests;

/// <summary>Where the thousands of small files of a described machine go: into memory where there is plenty of it, which takes a quarter of a disk's time.</summary>
internal static class MachineFolder
{
    private const string InMemory = "/dev/shm";

    // Containers often have 64 MiB there, which the recorded machines would fill. Wine has the folder too, and no drive of that name.
    private static readonly bool s_hasMemory = OperatingSystem.IsLinux() && Directory.Exists(InMemory) && new DriveInfo(InMemory).AvailableFreeSpace > 1L << 30;

    /// <summary>A new empty folder; whoever asks deletes it.</summary>
    public static string Create(string prefix) =>
        s_hasMemory ? Directory.CreateDirectory(Path.Combine(InMemory, prefix + Path.GetRandomFileName())).FullName : Directory.CreateTempSubdirectory(prefix).FullName;
}
