namespace NumaTopology.Placement;

/// <summary>CPUs, bytes or pages of a cell that a request cannot use.</summary>
internal readonly struct Loss
{
    public Loss(long amount, string why)
    {
        Amount = amount;
        Why = why;
    }

    public long Amount { get; }

    /// <summary>The words behind the amount: <c>not allowed</c>.</summary>
    public string Why { get; }
}
