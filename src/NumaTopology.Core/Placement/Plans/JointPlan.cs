using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace NumaTopology.Placement;

/// <summary>
/// The plan of a few requests on one machine of few nodes with the smallest worst distance there is: for each request a set of nodes is chosen so that all fit
/// together, at the smallest distance at which that can be done; then each request alone is brought as much closer as the others allow.
/// </summary>
internal sealed class JointPlan
{
    /// <summary>Most nodes and most requests of a plan that is searched exactly.</summary>
    public const int MostCells = 6;

    public const int MostRequests = 4;

    // Some hundredths of a second. What is given up is left to the plans that place one request after another.
    private const int MostSteps = 200_000;

    private readonly JointSpace _space;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<(int Request, int Distance), List<JointChoice>> _choices = [];
    private int _steps;

    private JointPlan(JointSpace space, CancellationToken cancellation)
    {
        _space = space;
        _cancellation = cancellation;
    }

    /// <summary>
    /// Whether the requests can be searched so. Bandwidth leaves no choice of nodes, whole cores and one thread of each core are no sums of CPUs, and requests that
    /// see different CPUs of a node (core kinds, pools) do not share an amount.
    /// </summary>
    public static bool IsFor(IReadOnlyList<SearchSpace> spaces)
    {
        if (spaces.Count is < 2 or > MostRequests || spaces[0].Supplies.Length > MostCells)
            return false;
        if (spaces.Any(space => space.Request.WholeCore || space.Request.Strict || space.Request.Goal == PlacementGoal.Bandwidth))
            return false;
        for (var cell = 0; cell < spaces[0].Supplies.Length; cell++)
        {
            if (spaces.Select(space => space.Supplies[cell].Cpus).Where(cpus => !cpus.IsEmpty).Distinct().Count() > 1)
                return false;
        }

        return true;
    }

    /// <summary>What each request is to take of each node; null when they do not fit together. False when the search gave up.</summary>
    public static bool TryFind(IReadOnlyList<SearchSpace> spaces, CancellationToken cancellation, out List<JointChoice>? chosen, out JointSpace space)
    {
        space = new JointSpace(spaces);
        var plan = new JointPlan(space, cancellation);
        chosen = plan.Find();
        return plan._steps < MostSteps;
    }

    private List<JointChoice>? Find()
    {
        var distances = Enumerable.Range(0, _space.Requests).SelectMany(request => _space.Of(request).DistinctDistances).Distinct().OrderBy(distance => distance).ToList();
        var most = new int[_space.Requests];
        List<JointChoice>? found = null;
        foreach (var distance in distances)
        {
            for (var request = 0; request < most.Length; request++)
                most[request] = distance;
            if ((found = Search(most, [])) is not null)
                break;
        }

        if (found is null)
            return null;
        for (var request = 0; request < most.Length; request++)
        {
            foreach (var distance in distances.TakeWhile(distance => distance < most[request]).ToList())
            {
                var before = most[request];
                most[request] = distance;
                if (Search(most, []) is { } closer)
                {
                    found = closer;
                    break;
                }

                most[request] = before;
            }
        }

        return found;
    }

    /// <summary>Chooses for one request after another; what does not fit with those before it is not gone on with.</summary>
    private List<JointChoice>? Search(int[] most, List<JointChoice> chosen)
    {
        if (chosen.Count == most.Length)
            return [.. chosen];
        var request = chosen.Count;
        if (!_choices.TryGetValue((request, most[request]), out var choices))
            _choices.Add((request, most[request]), choices = _space.Choices(request, most[request]));
        foreach (var choice in choices)
        {
            if (_steps++ >= MostSteps)
                return null;
            _cancellation.ThrowIfCancellationRequested();
            chosen.Add(choice);
            if (_space.Fits(chosen) && Search(most, chosen) is { } found)
                return found;
            chosen.RemoveAt(request);
        }

        return null;
    }
}
