using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace NumaTopology.Acts;

/// <summary>
/// The files of a program's streams on Linux, where .NET starts a program with pipes only: a thread for each copies between the file and its pipe. The files are opened
/// before the program starts, so that one that cannot be opened leaves nothing running.
/// </summary>
internal sealed class Redirections : IDisposable
{
    private readonly FileStream? _input;
    private readonly FileStream? _output;
    private readonly FileStream? _error;
    private readonly List<Thread> _written = [];

    /// <exception cref="IOException">A file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public Redirections(ProcessStart start)
    {
        try
        {
            _input = start.Input is null ? null : new FileStream(start.Input, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _output = Create(start.Output);
            _error = Create(start.Error);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Begins to copy.</summary>
    public void Begin(Process process)
    {
        if (_input is not null)
            _ = Copy(_input, process.StandardInput.BaseStream);
        if (_output is not null)
            _written.Add(Copy(process.StandardOutput.BaseStream, _output));
        if (_error is not null)
            _written.Add(Copy(process.StandardError.BaseStream, _error));
    }

    /// <summary>Waits until all that the program wrote has been copied; false when that takes longer. What it has not read, such as of a pipe that stays open, is not waited for.</summary>
    public bool Wait(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        return _written.TrueForAll(copy => copy.Join(Left(time, watch)));
    }

    /// <summary>What is left of a time to wait.</summary>
    public static TimeSpan Left(TimeSpan time, Stopwatch watch) => time == Timeout.InfiniteTimeSpan ? time : watch.Elapsed is var elapsed && elapsed < time ? time - elapsed : TimeSpan.Zero;

    public void Dispose()
    {
        _input?.Dispose();
        _output?.Dispose();
        _error?.Dispose();
    }

    private static FileStream? Create(string? path) => path is null ? null : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    private static Thread Copy(Stream from, Stream to)
    {
        var copy = new Thread(() =>
        {
            try
            {
                using (from)
                using (to)
                {
                    var buffer = new byte[1 << 14];
                    for (int count; (count = from.Read(buffer, 0, buffer.Length)) > 0;)
                    {
                        to.Write(buffer, 0, count);
                        to.Flush();
                    }
                }
            }
            catch (IOException)
            {
                // The program has closed its input, or the disk is full: there is nobody to tell any more.
            }
        })
        {
            IsBackground = true,
            Name = "NumaTopology redirection",
        };
        copy.Start();
        return copy;
    }
}
