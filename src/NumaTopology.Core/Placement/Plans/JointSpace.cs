using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>
/// What a few requests have to share of one machine: how much each node has, and which requests can take of it. Amounts of one kind (CPUs, bytes, huge pages of one
/// size) fit together if and only if every group of requests wants no more than the nodes have that at least one of the group can take from (Gale's theorem).
/// </summary>
internal sealed class JointSpace
{
    private readonly SearchSpace[] _spaces;
    private readonly int _cells;

    public JointSpace(IReadOnlyList<SearchSpace> spaces)
    {
        _spaces = [.. spaces];
        _cells = spaces[0].Supplies.Length;
        var sizes = _spaces.Where(space => space.Pages > 0).Select(space => space.Request.HugePage!.Value).Distinct();
        Kinds =
        [
            Kind(supply => supply.CpuCount, request => request.Request.Cpu, isCpu: true),
            Kind(supply => supply.Memory, space => space.Request.Memory, isCpu: false),
            .. sizes.Select(size => Kind(supply => supply.HugePages, space => space.Request.HugePage == size ? space.Pages : 0, isCpu: false)),
        ];
    }

    /// <summary>CPUs first, then bytes, then each size of huge pages.</summary>
    public IReadOnlyList<JointAmounts> Kinds { get; }

    public int Requests => _spaces.Length;

    public SearchSpace Of(int request) => _spaces[request];

    /// <summary>The sets of nodes that a request may take from at a distance, without those that another one makes superfluous.</summary>
    public List<JointChoice> Choices(int request, int distance)
    {
        var space = _spaces[request];
        var all = new List<JointChoice>();
        for (var cpus = 1; cpus < 1 << _cells; cpus++)
        {
            if (Reach(space, cpus, distance) is not { } memory)
                continue;
            // Not every node that gives CPUs gives memory too: requests can want memory of other kinds.
            var own = cpus | memory;
            if (space.Request.MaxCell is null || Count(own) <= space.MaxCell)
            {
                Add(all, new JointChoice(cpus, memory));
                continue;
            }

            // With a largest number of nodes each set of that many is one of its own.
            for (var nodes = cpus; nodes <= own && Count(cpus) <= space.MaxCell; nodes = Next(nodes, own, cpus))
            {
                if (Count(nodes) <= space.MaxCell)
                    Add(all, new JointChoice(cpus, nodes & memory));
                if (nodes == own)
                    break;
            }
        }

        all.RemoveAll(choice => !Suffices(request, choice));
        return all;
    }

    /// <summary>Whether the first requests fit together with what was chosen for them.</summary>
    public bool Fits(IReadOnlyList<JointChoice> chosen)
    {
        foreach (var kind in Kinds)
        {
            for (var group = 1; group < 1 << chosen.Count; group++)
            {
                if (kind.Slack(group, chosen) < 0)
                    return false;
            }
        }

        return true;
    }

    private bool Suffices(int request, JointChoice choice) => Kinds.All(kind => kind.Supply(kind.IsCpu ? choice.Cpus : choice.Memory) >= kind.Wanted[request]);

    /// <summary>The nodes whose memory all nodes of a set reach within a distance; null when they do not reach one another, or a device.</summary>
    private int? Reach(SearchSpace space, int cpus, int distance)
    {
        var memory = 0;
        for (var other = 0; other < _cells; other++)
        {
            var isNear = true;
            for (var index = 0; index < _cells; index++)
            {
                if ((cpus >> index & 1) == 0)
                    continue;
                if (other == index && (space.Supplies[index].CpuCount == 0 || space.Supplies[index].DeviceWorst > distance || space.Distances[index, index] > distance))
                    return null;
                if (space.Distances[index, other] > distance)
                    isNear = false;
            }

            if (isNear && space.Supplies[other].GivesMemory)
                memory |= 1 << other;
            if (!isNear && (cpus >> other & 1) == 1)
                return null;
        }

        return memory;
    }

    private JointAmounts Kind(Func<CellSupply, long> amount, Func<SearchSpace, long> wanted, bool isCpu) => new()
    {
        IsCpu = isCpu,
        Wanted = [.. _spaces.Select(wanted)],
        // A request that may not take of a node sees none there; the node has what the others see.
        Has = [.. Enumerable.Range(0, _cells).Select(cell => _spaces.Where(space => wanted(space) > 0).Select(space => amount(space.Supplies[cell])).DefaultIfEmpty().Max())],
    };

    private static void Add(List<JointChoice> all, JointChoice choice)
    {
        if (all.Exists(other => other.Has(choice)))
            return;
        all.RemoveAll(choice.Has);
        all.Add(choice);
    }

    /// <summary>The next set that has all of one set and is within another.</summary>
    private static int Next(int nodes, int all, int least) => (((nodes | ~all) + 1) & all) | least;

    private static int Count(int nodes)
    {
        var count = 0;
        for (; nodes != 0; nodes &= nodes - 1)
            count++;
        return count;
    }
}
