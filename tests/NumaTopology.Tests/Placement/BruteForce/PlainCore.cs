using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement.BruteForce;

/// <summary>A core: what may be taken of it, and all threads of it that run; null where those are not reported.</summary>
internal sealed record PlainCore(List<int> Cpus, List<int>? Threads)
{
    /// <summary>Whether all that run are among some CPUs.</summary>
    public bool HasAllOf(IEnumerable<int> cpus) => Threads?.All(cpus.Contains) == true;
}
