using System;
using System.Diagnostics;
using System.IO;
using System.Threading;

namespace NumaTopology.Remote;

/// <summary>What a host sends: no more than a snapshot may have, with its beginning kept for a message, and the time when something last came.</summary>
internal sealed class AnswerStream(Stream stream, string host) : Stream
{
    private const int KeptBytes = 1024;

    private readonly byte[] _beginning = new byte[KeptBytes];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _count;
    private long _last;

    /// <summary>The most bytes that are taken.</summary>
    public long MostBytes { get; init; } = MachineLimits.SnapshotBytes;

    /// <summary>The first line that holds something; null while there is none.</summary>
    public string? FirstLine => HostText.FirstLine(_beginning, (int)Math.Min(Count, KeptBytes));

    /// <summary>How many bytes came.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>How long nothing has come.</summary>
    public TimeSpan Silence => _clock.Elapsed - new TimeSpan(Interlocked.Read(ref _last));

    /// <summary>How long ago the host was asked.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => Count; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    /// <exception cref="HostException">More came than any machine has to tell.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = stream.Read(buffer, offset, count);
        Interlocked.Exchange(ref _last, _clock.Elapsed.Ticks);
        if (Count < KeptBytes)
            Buffer.BlockCopy(buffer, offset, _beginning, (int)Count, (int)Math.Min(read, KeptBytes - Count));
        return Interlocked.Add(ref _count, read) <= MostBytes
            ? read
            : throw new HostException(HostError.AnswerTooLarge, host, $"The answer of '{host}' is larger than {MostBytes >> 20} MiB, which no machine needs.");
    }

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }
}
