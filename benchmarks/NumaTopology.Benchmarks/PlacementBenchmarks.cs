using System.Collections.Generic;
using BenchmarkDotNet.Attributes;
using NumaTopology.Placement;

namespace NumaTopology.Benchmarks;

/// <summary>Where work fits on a machine that was read before: a few processors, a quarter and a half of the machine.</summary>
public class PlacementBenchmarks : DescribedMachine
{
    private NumaCapabilities _capabilities = new();

    [Params(4, 2)]
    public int ShareOfMachine { get; set; }

    protected override void Prepare() => _capabilities = NumaProbe.Capabilities(Machine);

    [Benchmark]
    public IReadOnlyList<NumaPlacement> Few() => Find(2);

    [Benchmark]
    public IReadOnlyList<NumaPlacement> Part() => Find(Cpus / ShareOfMachine);

    private IReadOnlyList<NumaPlacement> Find(int cpus) => PlacementFinder.Find(_capabilities, new PlacementRequest { Cpu = cpus, Memory = 1L << 20 }).Placements;
}
