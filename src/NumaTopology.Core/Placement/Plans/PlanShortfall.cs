namespace NumaTopology;

/// <summary>A request of a plan that does not fit beside the others.</summary>
/// <param name="Request">The request.</param>
/// <param name="Text">What is missing, and what comes closest.</param>
public sealed record PlanShortfall(PlacementRequest Request, string Text)
{
    /// <summary>As <see cref="PlacementAnswer.IsFreeMemoryUnknown"/>.</summary>
    public bool IsFreeMemoryUnknown { get; init; }
}
