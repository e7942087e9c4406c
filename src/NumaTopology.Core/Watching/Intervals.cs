using System;
using System.Threading;

namespace NumaTopology.Watching;

/// <summary>Moments at equal intervals, which do not drift.</summary>
/// <param name="length">The time between two.</param>
/// <param name="clock">The clock; the first interval starts now.</param>
internal sealed class Intervals(TimeSpan length, Clock clock)
{
    private TimeSpan _due = clock.Elapsed;

    /// <summary>Waits for the end of the interval. One that is over already, as behind a long pause of the pipeline, ends now.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled meanwhile.</exception>
    public void Wait(CancellationToken cancellation)
    {
        // The clock is looked at once: by a second look it has gone on, and a wait of -1 ms has no end.
        var now = clock.Elapsed;
        _due = _due + length > now ? _due + length : now;
        clock.Wait(_due - now, cancellation);
    }
}
