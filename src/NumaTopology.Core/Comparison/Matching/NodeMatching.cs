using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace NumaTopology.Comparison.Matching;

/// <summary>
/// Finds which node of another machine is which, so that as few values as can be differ: a search over pairs of nodes that first looks for a match without any difference,
/// then for one with a few, and gives up what cannot stay below. It ends when no better match is possible, or after so much work; where many nodes are alike any of them
/// is right at once.
/// </summary>
internal sealed class NodeMatching
{
    private const int NoNode = -1;

    /// <summary>What it costs to leave a node without a partner: more than any pair, so that only as many are left as must be.</summary>
    private const int Alone = 1000;

    /// <summary>Values looked at before the best match so far has to do: about a quarter of a second.</summary>
    private const long MostWork = 50_000_000;

    /// <summary>The part of it after which a match of so few differences is given up.</summary>
    private const int Stages = 4;

    private readonly NodeLikeness _ones;
    private readonly NodeLikeness _others;
    private readonly int _size;
    private readonly int[,] _cost;
    private readonly int[,] _preference;
    private readonly CancellationToken _cancellation;
    private readonly int[] _match;
    private readonly bool[] _taken;
    private readonly int _bound;
    private readonly long _mostWork;
    private int[] _best;
    private int _bestCost;
    private int _limit;
    private long _work;
    private long _until;

    private NodeMatching(NodeLikeness ones, NodeLikeness others, CancellationToken cancellation)
    {
        _ones = ones;
        _others = others;
        _cancellation = cancellation;
        _size = Math.Max(ones.Graph.Count, others.Graph.Count);
        _cost = new int[_size, _size];
        _preference = new int[_size, _size];
        _match = [.. Enumerable.Repeat(NoNode, _size)];
        _taken = new bool[_size];
        Compare();
        _bound = Bound();
        // A first match of a thousand nodes takes longer, and needs its time.
        _mostWork = Math.Max(MostWork, 20L * Stages * _size * _size * _size);
        _best = AsNumbered();
        _bestCost = Cost(_best);
    }

    /// <summary>For each node of the first machine the position of its partner, -1 for none.</summary>
    public static int[] Find(NodeLikeness ones, NodeLikeness others, CancellationToken cancellation)
    {
        var matching = new NodeMatching(ones, others, cancellation);
        matching.Search();
        return [.. matching._best.Take(ones.Graph.Count).Select(other => other < others.Graph.Count ? other : NoNode)];
    }

    private bool IsNode(int one, int other) => one < _ones.Graph.Count && other < _others.Graph.Count;

    private bool IsDone => _limit < _bound || _work > _until;

    /// <summary>Looks for matches of at most so many differences, then of more.</summary>
    private void Search()
    {
        _limit = _bound - 1;
        for (var more = 0; _limit < _bestCost - 1 && _work < _mostWork; more = (more * 2) + 1)
        {
            _limit = Math.Min(_bound + more, _bestCost - 1);
            _until = _work + (_mostWork / Stages);
            Search(0, 0);
        }
    }

    private void Search(int depth, int cost)
    {
        if (depth == _size)
        {
            _bestCost = cost;
            _best = (int[])_match.Clone();
            // Others that differ in less are looked for, but not as long as for the first.
            _limit = cost - 1;
            _until = Math.Min(_until, _work + (MostWork / Stages));
            return;
        }

        var one = MostConstrained(out var least);
        if (cost + least > _limit)
            return;
        foreach (var other in Enumerable.Range(0, _size).Where(other => !_taken[other]).OrderBy(other => _cost[one, other]).ThenBy(other => _preference[one, other]).ToList())
        {
            _cancellation.ThrowIfCancellationRequested();
            var next = cost + _cost[one, other];
            if (next > _limit)
                break;
            Take(one, other, 1);
            Search(depth + 1, next);
            Take(one, other, -1);
            if (IsDone)
                break;
        }
    }

    /// <summary>The node with the fewest partners that cost least, and what all that are left cost at least.</summary>
    private int MostConstrained(out int sum)
    {
        var (found, fewest) = (NoNode, int.MaxValue);
        sum = 0;
        for (var one = 0; one < _size; one++)
        {
            if (_match[one] != NoNode)
                continue;
            var (least, count) = (int.MaxValue, 0);
            for (var other = 0; other < _size; other++)
            {
                if (_taken[other])
                    continue;
                if (_cost[one, other] < least)
                    (least, count) = (_cost[one, other], 0);
                if (_cost[one, other] == least)
                    count++;
            }

            sum += least;
            if (count < fewest)
                (found, fewest) = (one, count);
        }

        _work += (long)_size * _size;
        return found;
    }

    /// <summary>Makes two nodes partners, or no longer: every other pair costs more by the relations to these two that differ.</summary>
    private void Take(int one, int other, int sign)
    {
        _match[one] = sign > 0 ? other : NoNode;
        _taken[other] = sign > 0;
        if (!IsNode(one, other))
            return;
        _work += 4L * _size * _size;
        for (var i = 0; i < _ones.Graph.Count; i++)
        {
            for (var j = 0; j < _others.Graph.Count; j++)
                _cost[i, j] += sign * Relations(one, i, other, j);
        }
    }

    private int Relations(int one, int two, int other, int another) =>
        (_ones.Graph[one, two] == _others.Graph[other, another] ? 0 : 1) + (_ones.Graph[two, one] == _others.Graph[another, other] ? 0 : 1);

    private void Compare()
    {
        ulong[] mine = _ones.Graph.Refine(), theirs = _others.Graph.Refine();
        var rows = Enumerable.Range(0, _ones.Graph.Count).Select(node => Row(_ones.Graph, node)).ToList();
        var otherRows = Enumerable.Range(0, _others.Graph.Count).Select(node => Row(_others.Graph, node)).ToList();
        for (var one = 0; one < _size; one++)
        {
            for (var other = 0; other < _size; other++)
            {
                if (!IsNode(one, other))
                {
                    _cost[one, other] = Alone;
                    continue;
                }

                _cost[one, other] = _ones.Differences(one, _others, other);
                // Nodes of one place in the whole come first, then those of like distances, then those of one number.
                _preference[one, other] = (mine[one] == theirs[other] ? 0 : 1_000_000) + (Uncommon(rows[one], otherRows[other]) * 2) + (_ones.Id(one) == _others.Id(other) ? 0 : 1);
            }
        }
    }

    private static ulong[] Row(Structure.NodeGraph graph, int node) => [.. Enumerable.Range(0, graph.Count).Select(other => graph[node, other]).OrderBy(value => value)];

    /// <summary>How many values of two sorted lists are not in the other.</summary>
    private static int Uncommon(ulong[] ones, ulong[] others)
    {
        int common = 0, j = 0;
        foreach (var value in ones)
        {
            while (j < others.Length && others[j] < value)
                j++;
            if (j < others.Length && others[j] == value)
            {
                common++;
                j++;
            }
        }

        return ones.Length + others.Length - (2 * common);
    }

    /// <summary>What any match costs at least: each node its best partner, and the relations that the other machine has not as often.</summary>
    private int Bound()
    {
        var bound = 0;
        for (var one = 0; one < _size; one++)
            bound += Enumerable.Range(0, _size).Min(other => _cost[one, other]);
        if (_ones.Graph.Count != _others.Graph.Count)
            return bound;
        ulong[] all = Relations(_ones.Graph), others = Relations(_others.Graph);
        return bound + (Uncommon(all, others) / 2);
    }

    private static ulong[] Relations(Structure.NodeGraph graph) => [.. from one in Enumerable.Range(0, graph.Count) from other in Enumerable.Range(0, graph.Count) where one != other let value = graph[one, other] orderby value select value];

    /// <summary>The match of equal numbers, and of what is left in order: two machines that are numbered alike stay so.</summary>
    private int[] AsNumbered()
    {
        var ids = Enumerable.Range(0, _others.Graph.Count).GroupBy(_others.Id).ToDictionary(same => same.Key, same => same.First());
        var match = Enumerable.Range(0, _size).Select(one => one < _ones.Graph.Count && ids.TryGetValue(_ones.Id(one), out var other) ? other : NoNode).ToArray();
        var left = new Queue<int>(Enumerable.Range(0, _size).Except(match));
        return [.. match.Select(other => other == NoNode ? left.Dequeue() : other)];
    }

    private int Cost(int[] match)
    {
        var cost = Enumerable.Range(0, _size).Sum(one => _cost[one, match[one]]);
        for (var one = 0; one < _size; one++)
        {
            for (var two = one + 1; two < _size; two++)
            {
                if (IsNode(one, match[one]) && IsNode(two, match[two]))
                    cost += Relations(one, two, match[one], match[two]);
            }
        }

        return cost;
    }
}
