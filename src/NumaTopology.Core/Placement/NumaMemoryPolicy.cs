namespace NumaTopology;

/// <summary>From which nodes a bound program's memory comes: the policies of Linux (set_mempolicy(2)), which tools express in their own words.</summary>
public enum NumaMemoryPolicy
{
    /// <summary>Only from the placement's nodes (MPOL_BIND).</summary>
    Bind,

    /// <summary>From one node while it has some, then from others (MPOL_PREFERRED).</summary>
    Preferred,

    /// <summary>From the placement's nodes while they have some, the closest first, then from others (MPOL_PREFERRED_MANY, kernel 5.15).</summary>
    PreferredMany,

    /// <summary>Page by page from each of the placement's nodes in turn (MPOL_INTERLEAVE).</summary>
    Interleave,

    /// <summary>The same in the proportions of /sys/kernel/mm/mempolicy/weighted_interleave (MPOL_WEIGHTED_INTERLEAVE, kernel 6.9).</summary>
    WeightedInterleave,

    /// <summary>From the node of the CPU that first uses a page, then from others (MPOL_LOCAL).</summary>
    Local,
}
