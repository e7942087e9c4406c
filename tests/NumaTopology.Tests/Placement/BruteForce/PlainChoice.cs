using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement.BruteForce;

/// <summary>A pair of sets of cells that is a placement, with all that is compared and said of it.</summary>
internal sealed record PlainChoice
{
    public required List<PlainSupply> Givers { get; init; }

    public required List<PlainSupply> Helpers { get; init; }

    /// <summary>256 when one is unknown.</summary>
    public required int Worst { get; init; }

    public required double Mean { get; init; }

    public required Dictionary<PlainSupply, List<int>> Cpus { get; init; }

    public required int Busy { get; init; }

    public required int SecondThreads { get; init; }

    /// <summary>Last-level caches; the largest number when unknown.</summary>
    public required int Caches { get; init; }

    public required int LeftoverCpus { get; init; }

    public required long LeftoverMemory { get; init; }

    public required long LeftoverPages { get; init; }

    public IEnumerable<int> Cells => Givers.Concat(Helpers).Select(cell => cell.Cell.Id).Order();

    public IEnumerable<int> AllCpus => Cpus.Values.SelectMany(cpus => cpus).Order();

    public bool Has(int id) => Cells.Contains(id);
}
