using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using static NumaTopology.Acts.Windows.WindowsStartCalls;

namespace NumaTopology.Acts.Windows;

/// <summary>The files of a program's streams on Windows: the program gets their handles, and those of this process for the rest.</summary>
internal sealed class StandardStreams : IDisposable
{
    // STARTF_USESTDHANDLES, HANDLE_FLAG_INHERIT.
    private const uint UseHandles = 0x100;
    private const uint Inherit = 1;

    private readonly FileStream?[] _files;
    private readonly IntPtr[] _handles = new IntPtr[3];

    private StandardStreams(ProcessStart start, ProcessCalls calls)
    {
        _files = new FileStream?[3];
        try
        {
            _files[0] = start.Input is null ? null : new FileStream(start.Input, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _files[1] = Create(start.Output);
            _files[2] = Create(start.Error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new NumaActException(NumaActError.NotStarted, $"'{start.FilePath}' cannot be started: {e.Message}", e);
        }

        // STD_INPUT_HANDLE is −10, the others follow.
        for (var i = 0; i < _handles.Length; i++)
        {
            _handles[i] = _files[i]?.SafeFileHandle.DangerousGetHandle() ?? calls.GetStdHandle(-10 - i);
            _ = calls.SetHandleInformation(_handles[i], Inherit, Inherit);
        }
    }

    /// <summary>Those that there are, each once.</summary>
    public IReadOnlyList<IntPtr> Handles => [.. _handles.Where(handle => handle != IntPtr.Zero && handle != new IntPtr(-1)).Distinct()];

    /// <summary>Opens the files; null when none is asked for.</summary>
    /// <exception cref="NumaActException">One cannot be opened.</exception>
    public static StandardStreams? Open(ProcessStart start, ProcessCalls calls) => start.Input is null && start.Output is null && start.Error is null ? null : new StandardStreams(start, calls);

    public void Put(ref StartupInformation startup)
    {
        startup.Flags |= UseHandles;
        startup.StandardInput = _handles[0];
        startup.StandardOutput = _handles[1];
        startup.StandardError = _handles[2];
    }

    public void Dispose()
    {
        foreach (var file in _files)
            file?.Dispose();
    }

    private static FileStream? Create(string? path) => path is null ? null : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
}
