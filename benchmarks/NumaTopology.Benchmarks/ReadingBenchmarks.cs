using System.Collections.Generic;
using BenchmarkDotNet.Attributes;

namespace NumaTopology.Benchmarks;

/// <summary>The questions to a Linux machine.</summary>
public class ReadingBenchmarks : DescribedMachine
{
    [Benchmark]
    public IReadOnlyList<NumaCellFreeMemory> FreeMemory() => NumaProbe.FreeMemory(Machine);

    [Benchmark]
    public IReadOnlyList<NumaCellFreeMemory> FreeMemoryOfOneCell() => NumaProbe.FreeMemory(Machine, [0]);

    [Benchmark]
    public IReadOnlyList<NumaCell> Cell() => NumaProbe.Cells(Machine);

    [Benchmark]
    public IReadOnlyList<NumaDistance> Distances() => NumaProbe.Distances(Machine);

    [Benchmark]
    public NumaCapabilities Capabilities() => NumaProbe.Capabilities(Machine);
}
