using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>NUMAPolicy and NUMAMask of systemd.exec(5): preferred takes one node, and local none.</summary>
internal static class SystemdPolicy
{
    public static IReadOnlyList<NumaMemoryPolicy> All { get; } = [NumaMemoryPolicy.Bind, NumaMemoryPolicy.Preferred, NumaMemoryPolicy.Interleave, NumaMemoryPolicy.Local];

    public static string Assignment(NumaMemoryPolicy policy) => "NUMAPolicy=" + policy.ToString().ToLowerInvariant();

    /// <summary>Null where the policy takes no nodes.</summary>
    public static string? MaskAssignment(NumaPlacement placement, NumaMemoryPolicy policy) => policy switch
    {
        NumaMemoryPolicy.Local => null,
        NumaMemoryPolicy.Preferred => "NUMAMask=" + NumaBinding.RequireOneCell(placement),
        _ => "NUMAMask=" + NumaBinding.MemoryCells(placement),
    };
}
