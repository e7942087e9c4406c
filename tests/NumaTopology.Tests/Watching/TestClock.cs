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

    public override TimeSpan Elapsed => _elapsed;

    /// <summary>Time passes without waiting, as while a user reads the first page of more.</summary>
    public void Pass(TimeSpan time) => _elapsed += time;

    public override void Wait(TimeSpan time, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _elapsed += time;
        happens(_waits++);
    }
}
