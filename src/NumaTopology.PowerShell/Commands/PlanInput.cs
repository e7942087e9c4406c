using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NumaTopology.Placement;

namespace NumaTopology.Commands;

/// <summary>The requests of a plan and the machines that they may go to, gathered until the last machine has come.</summary>
internal sealed class PlanInput
{
    private readonly List<RequestSpec> _specs;
    private readonly List<PlacementRequest> _asked;
    private readonly int[] _kinds;
    private readonly List<NumaCapabilities> _machines = [];
    private readonly Dictionary<NumaCapabilities, PlacementRequest?[]> _requests = new(new ByReference());

    public PlanInput(IReadOnlyList<RequestSpec> specs)
    {
        _specs = [.. specs];
        _asked = _specs.ConvertAll(spec => spec.On([]));
        // Requests that want the same are searched once for all.
        _kinds = [.. _specs.Select((spec, index) => _specs.FindIndex(other => other.WantsSame(spec)))];
    }

    public IReadOnlyList<RequestSpec> Specs => _specs;

    public int Machines => _machines.Count;

    /// <summary>A machine, with what makes each request one of that machine; null where it cannot hold it.</summary>
    public void Add(NumaCapabilities machine, Func<RequestSpec, PlacementRequest?> request)
    {
        _machines.Add(machine);
        var own = new PlacementRequest?[_specs.Count];
        for (var index = 0; index < own.Length; index++)
            own[index] = _kinds[index] == index ? request(_specs[index] with { Name = null }) : own[_kinds[index]];
        _requests.Add(machine, own);
    }

    /// <summary>How many requests are equal to one, its name included.</summary>
    public int CountOf(PlacementRequest request) => _asked.Count(request.Equals);

    /// <summary>The plan.</summary>
    public NumaPlan Find(PlanStrategy strategy, CancellationToken cancellation) =>
        PlacementPlanner.Plan(_machines, [.. _specs.Select((spec, index) => new PlanItem(_asked[index], _kinds[index], machine => _requests[machine][index]))], strategy, cancellation);

    /// <summary>Two recordings of a machine are equal, and are two machines all the same.</summary>
    private sealed class ByReference : IEqualityComparer<NumaCapabilities>
    {
        public bool Equals(NumaCapabilities? x, NumaCapabilities? y) => ReferenceEquals(x, y);

        public int GetHashCode(NumaCapabilities obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
