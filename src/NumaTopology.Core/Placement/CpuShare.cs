namespace NumaTopology;

/// <summary>The CPUs that a placement takes of one cell.</summary>
public sealed record CpuShare
{
    /// <summary>The cell.</summary>
    public required int CellId { get; init; }

    /// <summary>The CPUs taken of it.</summary>
    public required CpuSet Cpus { get; init; }

    /// <summary>The cell and its CPUs, such as <c>1: 2-3</c>.</summary>
    public override string ToString() => $"{CellId}: {Cpus}";
}
