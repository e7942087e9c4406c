using BenchmarkDotNet.Attributes;
using NumaTopology.Tests;

namespace NumaTopology.Benchmarks;

/// <summary>A described machine of every size, written into a temporary folder before its benchmarks run and taken away after them.</summary>
public abstract class DescribedMachine
{
    private MachineBuilder? _described;

    [Params(1, 8, 16, 64)]
    public int Cells { get; set; }

    [Params(64, 1024, 4096)]
    public int Cpus { get; set; }

    protected Machine Machine { get; private set; } = null!;

    [GlobalSetup]
    public void Describe()
    {
        _described = LargeMachine.Describe(Cells, Cpus);
        Machine = _described.Machine;
        Prepare();
    }

    /// <summary>What a benchmark makes of the machine beforehand.</summary>
    protected virtual void Prepare()
    {
    }

    [GlobalCleanup]
    public void Remove()
    {
        _described?.Dispose();
        _described = null;
    }
}
