using BenchmarkDotNet.Attributes;

namespace NumaTopology.Benchmarks;

/// <summary>The buffers of a Windows machine to a Model. Windows knows at most 64 processors in each of 32 groups.</summary>
public class WindowsBenchmarks
{
    private Machine _machine = null!;

    [Params(1, 8, 16)]
    public int Cells { get; set; }

    [Params(64, 1024, 2048)]
    public int Cpus { get; set; }

    [GlobalSetup]
    public void Describe() => _machine = WindowsBuffers.Describe(Cells, Cpus);

    [Benchmark]
    public NumaCapabilities Decode() => NumaProbe.Capabilities(_machine);
}
