namespace NumaTopology.Tests.Placement.Plans;

/// <summary>What one request of a plan wants, in units: CPUs, GiB, pages of 2 MiB and of 1 GiB; the tier of its memory, the largest number of nodes, and the node of a device.</summary>
internal sealed record PlanWish(int Cpu, long Memory = 0, long Small = 0, long Large = 0, int? Tier = null, int? MaxCell = null, int? Device = null);
