namespace NumaTopology.Placement;

/// <summary>The nodes that a request may take CPUs from, and those that it may take memory from, as bits.</summary>
internal readonly record struct JointChoice(int Cpus, int Memory)
{
    /// <summary>Whether it allows all that another one does.</summary>
    public bool Has(JointChoice other) => (Cpus & other.Cpus) == other.Cpus && (Memory & other.Memory) == other.Memory;
}
