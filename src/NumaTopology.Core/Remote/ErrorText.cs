using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace NumaTopology.Remote;

/// <summary>Reads what a program writes to its standard error to the end, so that it never waits, and keeps the beginning.</summary>
internal sealed class ErrorText
{
    private const int KeptBytes = 4096;

    private readonly byte[] _kept = new byte[KeptBytes];
    private readonly Task _reading;
    private int _length;

    public ErrorText(Stream stream) => _reading = Task.Factory.StartNew(() => Read(stream), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>
    /// The lines that hold something. A client that shares its connections leaves a process behind that keeps the
    /// stream open, so the end is not waited for long.
    /// </summary>
    public IReadOnlyList<string> Lines(TimeSpan wait)
    {
        _reading.Wait(wait);
        return HostText.Lines(_kept, Volatile.Read(ref _length)).ToList();
    }

    private void Read(Stream stream)
    {
        var rest = new byte[KeptBytes];
        try
        {
            using var closing = stream;
            while (true)
            {
                var isKept = _length < KeptBytes;
                var count = isKept ? stream.Read(_kept, _length, KeptBytes - _length) : stream.Read(rest, 0, rest.Length);
                if (count == 0)
                    return;
                if (isKept)
                    Volatile.Write(ref _length, _length + count);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The program was ended.
        }
    }
}
