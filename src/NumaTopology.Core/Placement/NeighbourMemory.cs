using System;

namespace NumaTopology.Placement;

/// <summary>The cells whose memory a set of cells can have besides its own.</summary>
internal sealed class NeighbourMemory
{
    private readonly SearchSpace _space;
    private readonly long[] _bytesBehind;
    private readonly long[] _pagesBehind;

    public NeighbourMemory(SearchSpace space)
    {
        _space = space;
        var count = space.Supplies.Length;
        Indexes = new int[count];
        Worst = new int[count];
        Sum = new int[count];
        _bytesBehind = new long[count + 1];
        _pagesBehind = new long[count + 1];
    }

    public int Count { get; private set; }

    public int[] Indexes { get; }

    /// <summary>The largest distance from the set to each.</summary>
    public int[] Worst { get; }

    /// <summary>The sum of the distances from the set to each.</summary>
    public int[] Sum { get; }

    /// <summary>Finds those that all of the first cells of a list can reach within a distance.</summary>
    public void Find(int[] cpu, int cpuCount, int within)
    {
        Count = 0;
        foreach (var index in _space.MemoryCells)
        {
            if (Array.IndexOf(cpu, index, 0, cpuCount) >= 0)
                continue;
            int worst = 0, sum = 0;
            for (var i = 0; i < cpuCount && worst != NumaDistance.Unreachable; i++)
            {
                var distance = _space.Distances[cpu[i], index];
                worst = distance == NumaDistance.Unreachable ? distance : Math.Max(worst, distance);
                sum += distance;
            }

            if (worst == NumaDistance.Unreachable || worst > within)
                continue;
            Indexes[Count] = index;
            Worst[Count] = worst;
            Sum[Count++] = sum;
        }

        _bytesBehind[Count] = _pagesBehind[Count] = 0;
        for (var i = Count - 1; i >= 0; i--)
        {
            _bytesBehind[i] = _bytesBehind[i + 1] + _space.Supplies[Indexes[i]].Memory;
            _pagesBehind[i] = _pagesBehind[i + 1] + _space.Supplies[Indexes[i]].HugePages;
        }
    }

    /// <summary>Where a cell is among them; −1 when it is not.</summary>
    public int IndexOf(int index) => Array.IndexOf(Indexes, index, 0, Count);

    /// <summary>Whether what there is and all from one on are enough together.</summary>
    public bool Suffice(int from, long bytes, long pages) => bytes + _bytesBehind[from] >= _space.Request.Memory && pages + _pagesBehind[from] >= _space.Pages;
}
