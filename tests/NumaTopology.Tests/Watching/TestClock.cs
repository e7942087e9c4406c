using System;
using System.Threading;
using NumaTopology.Watching;

namespace NumaTopology.Tests.Watching;

/// <summary>A clock on which nobody waits: waiting is the time that passes, and what happens meanwhile.</summary>
internal sealed class TestClock(Action<int> happens) : Clock
{
    private TimeSpan _elapsed = TimeSpan.FromHours(1);
    private int _waits;

    public override DateTimeOffset Now => DateTimeOffset.UnixEpoch + _elapsed;

    /// <summary>Gives the time, and lets <see cref="Look"/> pass.</summary>
    public override TimeSpan Elapsed => (_elapsed += Look) - Look;

    /// <summary>How long a look at the clock takes, as where the thread that looks is interrupted.</summary>
    public TimeSpan Look { get; set; }

    /// <summary>Time passes without waiting, as while a user reads the first page of more.</summary>
    public void Pass(TimeSpan time) => _elapsed += time;

    public override void Wait(TimeSpan time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // WaitHandle.WaitOne takes no negative time, but for -1 ms, which is for ever.
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        _elapsed += time;
        happens(_waits++);
    }
}
