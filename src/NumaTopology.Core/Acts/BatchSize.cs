using System;

namespace NumaTopology.Acts;

/// <summary>How many pages one call moves, so that it takes half of the pause that is allowed: pages that are being moved cannot be used.</summary>
internal sealed class BatchSize(int first, TimeSpan pause)
{
    private const int Most = 1 << 14;

    public int Count { get; private set; } = first;

    /// <summary>The longest time that a call took.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>A call moved so many pages in that time. The size at most doubles, because a few fast pages tell little of the next.</summary>
    public void Took(int count, TimeSpan time)
    {
        if (time > Longest)
            Longest = time;
        var goal = pause.TotalMilliseconds / 2;
        // Of no time at all: infinitely many.
        var fitting = count * goal / time.TotalMilliseconds;
        Count = (int)Math.Max(1, Math.Min(Math.Min(fitting, Most), Math.Max(Count, count) * 2.0));
    }
}
