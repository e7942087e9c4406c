namespace NumaTopology.Placement;

/// <summary>Which cells are within a distance of each other, as sets of places: a placement is a set of cells of which each is near each other one.</summary>
internal sealed class NearCells
{
    public NearCells(SearchSpace space, int distance)
    {
        var count = space.Supplies.Length;
        Cpus = PlaceSet.Of(count);
        Peers = new ulong[count][];
        Memory = new ulong[count][];
        foreach (var place in space.CpuCells)
        {
            Peers[place] = PlaceSet.Of(count);
            Memory[place] = PlaceSet.Of(count);
            if (space.Distances[place, place] > distance || space.Supplies[place].DeviceWorst > distance)
                continue;
            PlaceSet.Add(Cpus, place);
            foreach (var other in space.CpuCells)
            {
                if (other != place && Counts(space.Distances.Between(place, other)))
                    PlaceSet.Add(Peers[place], other);
            }

            foreach (var other in space.MemoryCells)
            {
                if (Counts(space.Distances[place, other]))
                    PlaceSet.Add(Memory[place], other);
            }
        }

        IsComplete = true;
        for (var place = PlaceSet.Next(Cpus, 0); place >= 0 && IsComplete; place = PlaceSet.Next(Cpus, place + 1))
        {
            for (var other = PlaceSet.Next(Cpus, place + 1); other >= 0 && IsComplete; other = PlaceSet.Next(Cpus, other + 1))
                IsComplete = PlaceSet.Contains(Peers[place], other);
        }

        bool Counts(int value) => value <= distance && value != NumaDistance.Unreachable;
    }

    /// <summary>The cells that can give CPUs, themselves and every device within the distance.</summary>
    public ulong[] Cpus { get; }

    /// <summary>Whether each of them is near each other one, so that none excludes another.</summary>
    public bool IsComplete { get; }

    /// <summary>Of each cell that gives CPUs the other ones that are within the distance there and back.</summary>
    public ulong[][] Peers { get; }

    /// <summary>Of each cell that gives CPUs those whose memory it has within the distance.</summary>
    public ulong[][] Memory { get; }
}
