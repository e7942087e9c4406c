namespace NumaTopology.Placement;

/// <summary>What a plan keeps of a node for one request.</summary>
/// <param name="Cpus">The CPUs.</param>
/// <param name="Bytes">Bytes of base pages.</param>
/// <param name="Pages">Huge pages of the size that is requested.</param>
internal sealed record PlanShare(CpuSet Cpus, long Bytes, long Pages);
