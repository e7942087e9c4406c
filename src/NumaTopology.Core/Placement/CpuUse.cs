namespace NumaTopology.Placement;

/// <summary>How many CPUs of a set of cells are taken.</summary>
internal readonly struct CpuUse
{
    public CpuUse(long taken, long busy, long second)
    {
        Taken = taken;
        Busy = busy;
        Second = second;
    }

    public long Taken { get; }

    /// <summary>Those of them that were busy while they were watched.</summary>
    public long Busy { get; }

    /// <summary>Those beyond the first of each core; 0 when threads are not taken apart.</summary>
    public long Second { get; }
}
