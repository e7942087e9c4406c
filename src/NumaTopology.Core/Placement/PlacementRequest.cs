using System.Collections.Generic;

namespace NumaTopology;

/// <summary>What is to be placed, and what may be used for it.</summary>
public sealed record PlacementRequest
{
    /// <summary>How many processors, one at least: memory that no processor uses is at no distance from anything.</summary>
    public int Cpu { get; init; } = 1;

    /// <summary>Bytes of memory in base pages; 0 asks for none.</summary>
    public long Memory { get; init; }

    /// <summary>Bytes of one huge page; null asks for none.</summary>
    public long? HugePage { get; init; }

    /// <summary>How many huge pages, besides <see cref="Memory"/>.</summary>
    public long HugePageCount { get; init; }

    /// <summary>The devices to be near to.</summary>
    public IReadOnlyList<NumaDevice> Devices { get; init => field = Listing.Of(value); } = Listing<NumaDevice>.None;

    /// <summary>How many cells there may be at most, those that give only memory included; null for any number.</summary>
    public int? MaxCell { get; init; }

    /// <summary>Cells that are not to be used.</summary>
    public IReadOnlyList<int> ExcludedCells { get; init => field = Listing.Of(value); } = Listing<int>.None;

    /// <summary>Only complete cores, so that none is shared with anyone; more processors than asked for may come of it.</summary>
    public bool WholeCore { get; init; }

    /// <summary>How the threads of a core are taken.</summary>
    public SmtUse Smt { get; init; }

    /// <summary>Only cores of this kind; null for any.</summary>
    public CoreKind? CoreKind { get; init; }

    /// <summary>How many placements are wanted at most.</summary>
    public int Count { get; init; } = 10;

    /// <summary>Also what this process may not use.</summary>
    public bool IncludeDisallowed { get; init; }

    /// <summary>The processors that were idle while they were watched; null when they were not watched.</summary>
    public CpuSet? IdleCpus { get; init; }

    /// <summary>What is asked for, in short: <c>2 CPUs, 4.00 GiB</c>.</summary>
    public override string ToString()
    {
        var text = PlacementText.Cpus(Cpu);
        if (Memory > 0)
            text += ", " + PlacementText.Bytes(Memory);
        return HugePageCount > 0 && HugePage is { } size ? $"{text}, {PlacementText.Pages(HugePageCount, size)}" : text;
    }
}
