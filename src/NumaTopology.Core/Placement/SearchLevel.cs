using System;

namespace NumaTopology.Placement;

/// <summary>
/// The cells that may extend a set, in the order in which they are tried, each with how many CPUs it and those behind it can add at most. Cells that are
/// not near each other exclude one another: of such a class one at most can be added, which bounds a set far more tightly than the sum does.
/// </summary>
internal sealed class SearchLevel
{
    private readonly SearchSpace _space;
    private readonly ulong[] _left;
    private readonly ulong[] _class;
    private readonly int[] _largest;
    private readonly int[] _classOf;

    public SearchLevel(SearchSpace space)
    {
        _space = space;
        var count = space.Supplies.Length;
        Candidates = IndexSet.Of(count);
        Memory = IndexSet.Of(count);
        Indexes = new int[count];
        Most = new long[count];
        _left = IndexSet.Of(count);
        _class = IndexSet.Of(count);
        _largest = new int[count];
        _classOf = new int[count];
    }

    /// <summary>The cells that may be added. The search takes away what it has tried.</summary>
    public ulong[] Candidates { get; }

    /// <summary>The cells whose memory the whole set can reach.</summary>
    public ulong[] Memory { get; }

    public int Count { get; private set; }

    public int[] Indexes { get; }

    /// <summary>The most CPUs that this cell and those behind it can add.</summary>
    public long[] Most { get; }

    /// <summary>Orders the candidates.</summary>
    /// <param name="near">Who is near whom.</param>
    /// <param name="cells">How many cells may be added.</param>
    /// <param name="cpus">How many CPUs the set has.</param>
    /// <param name="least">The fewest that one of its cells gives.</param>
    public void Order(NearCells near, int cells, long cpus, int least)
    {
        Count = 0;
        DropNeedless(cpus, least);
        ListClasses(near);
        Bound(cells);
    }

    /// <summary>With a cell that could do without the smallest of the set no set can be made that needs all of its cells.</summary>
    private void DropNeedless(long cpus, int least)
    {
        for (var index = IndexSet.Next(Candidates, 0); index >= 0; index = IndexSet.Next(Candidates, index + 1))
        {
            if (_space.Supplies[index].CpuCount >= least && cpus + _space.Supplies[index].CpuCount - least >= _space.Request.Cpu)
                IndexSet.Remove(Candidates, index);
        }
    }

    /// <summary>Class by class; where none excludes another each is one of its own.</summary>
    private void ListClasses(NearCells near)
    {
        Array.Copy(Candidates, _left, _left.Length);
        var classes = 0;
        for (var first = IndexSet.Next(_left, 0); first >= 0; first = IndexSet.Next(_left, first + 1))
        {
            Array.Copy(_left, _class, _class.Length);
            for (var index = first; index >= 0; index = IndexSet.Next(_class, index + 1))
            {
                IndexSet.Remove(_left, index);
                IndexSet.Except(_class, near.Peers[index]);
                _classOf[Count] = classes;
                Indexes[Count++] = index;
            }

            classes++;
        }
    }

    /// <summary>From the last one on: the largest of each class, of no more classes than cells may be added.</summary>
    private void Bound(int cells)
    {
        var held = 0;
        long sum = 0;
        var largest = 0;
        for (var i = Count - 1; i >= 0; i--)
        {
            if (i + 1 < Count && _classOf[i + 1] != _classOf[i])
            {
                Hold(largest, cells, ref held, ref sum);
                largest = 0;
            }

            largest = Math.Max(largest, _space.Supplies[Indexes[i]].CpuCount);
            Most[i] = held < cells ? sum + largest : sum + Math.Max(0, largest - _largest[held - 1]);
        }
    }

    /// <summary>Keeps the largest values so far, descending.</summary>
    private void Hold(int value, int cells, ref int held, ref long sum)
    {
        if (held == cells)
        {
            if (value <= _largest[held - 1])
                return;
            sum -= _largest[--held];
        }

        var at = held++;
        for (; at > 0 && _largest[at - 1] < value; at--)
            _largest[at] = _largest[at - 1];
        _largest[at] = value;
        sum += value;
    }
}
