using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using NumaTopology.Machines.Linux;
using NumaTopology.Machines.Windows;
using NumaTopology.Snapshots;

namespace NumaTopology;

/// <summary>Opens a machine.</summary>
public static class MachineSource
{
    /// <summary>This machine.</summary>
    /// <exception cref="PlatformNotSupportedException">The system is neither Linux nor Windows, or the process is a 32-bit one on Windows.</exception>
    public static Machine OpenLive(CancellationToken cancellation = default)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            return new LiveLinuxMachine(cancellation);
        return RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? new LiveWindowsMachine(cancellation)
            : throw new PlatformNotSupportedException($"Reading the topology of a live {RuntimeInformation.OSDescription} is not supported.");
    }

    /// <summary>The machine that a snapshot file or a folder describes.</summary>
    /// <exception cref="SnapshotException">The path does not exist, or is not a snapshot, or the snapshot is damaged.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled; this also ends later calls for the machine.</exception>
    public static Machine OpenSnapshot(string path, CancellationToken cancellation = default)
    {
        if (Directory.Exists(path))
        {
            return Directory.Exists(Path.Combine(path, "sys"))
                ? new FolderMachine(path, cancellation)
                : throw new SnapshotException(SnapshotError.NoSysFolder, path, $"The folder '{path}' is not a machine's root: it has no folder 'sys'.{(Directory.EnumerateFiles(path, "*.numa").Any() ? $" For the snapshots in it, use '{Path.Combine(path, "*.numa")}'." : "")}");
        }

        return File.Exists(path)
            ? SnapshotReader.Read(path, cancellation)
            : throw new SnapshotException(SnapshotError.NotFound, path, $"The snapshot '{path}' does not exist.");
    }
}
