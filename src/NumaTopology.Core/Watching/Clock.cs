using System;
using System.Diagnostics;
using System.Threading;

namespace NumaTopology.Watching;

/// <summary>Time, for what is watched over some of it: what it is now, and waiting. A test's clock does not wait.</summary>
internal abstract class Clock
{
    /// <summary>The time of day.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>The time since some moment, which nobody sets back.</summary>
    public abstract TimeSpan Elapsed { get; }

    /// <summary>Waits.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled meanwhile.</exception>
    public abstract void Wait(TimeSpan time, CancellationToken cancellation);
}

/// <summary>The clock of this machine.</summary>
internal sealed class SystemClock : Clock
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public override DateTimeOffset Now => DateTimeOffset.UtcNow;

    public override TimeSpan Elapsed => _watch.Elapsed;

    public override void Wait(TimeSpan time, CancellationToken cancellation)
    {
        if (cancellation.WaitHandle.WaitOne(time))
            throw new OperationCanceledException(cancellation);
    }
}
