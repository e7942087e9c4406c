namespace NumaTopology.Placement;

/// <summary>Which cells are within a distance of each other: a placement is a set of cells of which each is near each other one.</summary>
internal sealed class NearCells
{
    public NearCells(SearchSpace space, int distance)
    {
        var count = space.Supplies.Length;
        Cpus = IndexSet.Of(count);
        Peers = new ulong[count][];
        Memory = new ulong[count][];
        foreach (var index in space.CpuCells)
        {
            Peers[index] = IndexSet.Of(count);
            Memory[index] = IndexSet.Of(count);
            if (space.Distances[index, index] > distance || space.Supplies[index].DeviceWorst > distance)
                continue;
            IndexSet.Add(Cpus, index);
            foreach (var other in space.CpuCells)
            {
                if (other != index && Counts(space.RoundTrips.Worst(index, other)))
                    IndexSet.Add(Peers[index], other);
            }

            foreach (var other in space.MemoryCells)
            {
                if (Counts(space.Distances[index, other]))
                    IndexSet.Add(Memory[index], other);
            }
        }

        bool Counts(int value) => value <= distance && value != NumaDistance.Unreachable;
    }

    /// <summary>The cells that can give CPUs, themselves and every device within the distance.</summary>
    public ulong[] Cpus { get; }

    /// <summary>Of each cell that gives CPUs the other ones that are within the distance there and back.</summary>
    public ulong[][] Peers { get; }

    /// <summary>Of each cell that gives CPUs those whose memory it has within the distance.</summary>
    public ulong[][] Memory { get; }
}
