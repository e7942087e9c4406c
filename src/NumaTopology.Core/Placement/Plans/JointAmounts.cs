using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>One kind of thing that the requests share.</summary>
internal sealed class JointAmounts
{
    public required bool IsCpu { get; init; }

    /// <summary>By request.</summary>
    public required long[] Wanted { get; init; }

    /// <summary>By node.</summary>
    public required long[] Has { get; init; }

    /// <summary>What some nodes have together.</summary>
    public long Supply(int nodes)
    {
        long sum = 0;
        for (var cell = 0; cell < Has.Length; cell++)
            sum += (nodes >> cell & 1) == 1 ? Has[cell] : 0;
        return sum;
    }

    /// <summary>What the nodes have that at least one of a group of requests takes from, less what the group wants.</summary>
    public long Slack(int group, IReadOnlyList<JointChoice> chosen)
    {
        long wanted = 0;
        var nodes = 0;
        for (var request = 0; request < chosen.Count; request++)
        {
            if ((group >> request & 1) == 0 || Wanted[request] == 0)
                continue;
            wanted += Wanted[request];
            nodes |= Nodes(chosen[request]);
        }

        return Supply(nodes) - wanted;
    }

    /// <summary>How much each request takes of each node: as much as it can, node by node, without taking from the others what they cannot do without. It is gone from what is wanted and what there is.</summary>
    public long[][] Divide(IReadOnlyList<JointChoice> chosen, IReadOnlyList<int[]> order)
    {
        var shares = new long[chosen.Count][];
        for (var request = 0; request < chosen.Count; request++)
        {
            shares[request] = new long[Has.Length];
            foreach (var cell in order[request])
            {
                if ((Nodes(chosen[request]) >> cell & 1) == 0)
                    continue;
                var most = System.Math.Min(Wanted[request], Has[cell]);
                for (var group = 1; group < 1 << chosen.Count; group++)
                {
                    if ((group >> request & 1) == 0 && Takes(group, chosen, cell))
                        most = System.Math.Min(most, Slack(group, chosen));
                }

                shares[request][cell] = most;
                Wanted[request] -= most;
                Has[cell] -= most;
            }
        }

        return shares;
    }

    private bool Takes(int group, IReadOnlyList<JointChoice> chosen, int cell)
    {
        for (var request = 0; request < chosen.Count; request++)
        {
            if ((group >> request & 1) == 1 && Wanted[request] > 0 && (Nodes(chosen[request]) >> cell & 1) == 1)
                return true;
        }

        return false;
    }

    private int Nodes(JointChoice choice) => IsCpu ? choice.Cpus : choice.Memory;
}
