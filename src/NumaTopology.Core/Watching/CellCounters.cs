namespace NumaTopology.Watching;

/// <summary>What Linux has counted of a node, and of the machine what belongs beside that. Null is not reported.</summary>
internal sealed class CellCounters
{
    private readonly long?[] _values = new long?[(int)CellCounter.Migrated + 1];

    public long? this[CellCounter counter]
    {
        get => _values[(int)counter];
        set => _values[(int)counter] = value;
    }
}

/// <summary>What Linux counts since it started, or since the node came.</summary>
internal enum CellCounter
{
    /// <summary>numa_hit</summary>
    Hit,

    /// <summary>numa_miss</summary>
    Miss,

    /// <summary>numa_foreign</summary>
    Foreign,

    /// <summary>numa_other, in numastat other_node</summary>
    OtherNode,

    /// <summary>pgpromote_success</summary>
    Promoted,

    /// <summary>pgdemote_*</summary>
    Demoted,

    /// <summary>pgmigrate_success of the machine</summary>
    Migrated,
}
