using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using NumaTopology.Machines.Linux;
using NumaTopology.Snapshots;
using NumaTopology.Tests;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>The loop in C over the files that a question asked for, compiled on the spot and called in this process.</summary>
internal sealed unsafe class CLoop : IDisposable
{
    private readonly string _library = Path.Combine(Path.GetTempPath(), $"numa-files-{Environment.ProcessId}.so");
    private readonly nint _handle;
    private readonly delegate* unmanaged<byte**, int, nint> _readFiles;
    private readonly delegate* unmanaged<byte**, int, nint> _listFolders;

    public CLoop()
    {
        var source = Path.Combine(Repository.Root, "benchmarks", "NumaTopology.Benchmarks", "Compare", "files.c");
        Tool.Run("cc", "-O2", "-shared", "-fPIC", "-o", _library, source);
        _handle = NativeLibrary.Load(_library);
        _readFiles = (delegate* unmanaged<byte**, int, nint>)NativeLibrary.GetExport(_handle, "read_files");
        _listFolders = (delegate* unmanaged<byte**, int, nint>)NativeLibrary.GetExport(_handle, "list_folders");
    }

    /// <summary>A loop over what the question asks the machine for.</summary>
    public Action Over(string root, Action<Machine> question)
    {
        var asked = new RecordingMachine(new FolderMachine(root));
        question(asked);
        // Not the facts that are no files: links and calls.
        var files = Paths(root, asked.Facts.Keys.Where(fact => fact.StartsWith("sys/", StringComparison.Ordinal) || fact.StartsWith("proc/", StringComparison.Ordinal)));
        var folders = Paths(root, asked.Folders.Keys);
        return () =>
        {
            fixed (nint* file = files, folder = folders)
            {
                _readFiles((byte**)file, files.Length);
                _listFolders((byte**)folder, folders.Length);
            }
        };
    }

    public void Dispose()
    {
        NativeLibrary.Free(_handle);
        File.Delete(_library);
    }

    // They live as long as the run does.
    private static nint[] Paths(string root, IEnumerable<string> names) => [.. names.Select(name => Marshal.StringToCoTaskMemUTF8(Path.Combine(root, name)))];
}
