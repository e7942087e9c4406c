using System.Linq;
using System.Text;
using BenchmarkDotNet.Attributes;

namespace NumaTopology.Benchmarks;

/// <summary>Lists of processors as text to sets and back.</summary>
public class CpuSetBenchmarks
{
    private CpuSet _set = CpuSet.Empty;
    private string _text = "";
    private byte[] _mask = [];

    [Params(64, 1024, 4096)]
    public int Cpus { get; set; }

    /// <summary>One run, or a run for every other processor: the shortest and the longest list.</summary>
    [Params(1, 2)]
    public int Step { get; set; }

    [GlobalSetup]
    public void Write()
    {
        _set = CpuSet.From(Enumerable.Range(0, Cpus / Step).Select(i => i * Step));
        _text = _set.ToString();
        _mask = Encoding.ASCII.GetBytes(string.Join(',', Enumerable.Repeat(Step == 1 ? "ffffffff" : "55555555", Cpus / 32)) + "\n");
    }

    [Benchmark]
    public CpuSet Parse() => CpuSet.Parse(_text);

    [Benchmark]
    public CpuSet? ParseMask() => IdSetParser.TryParseMask(_mask, _mask.Length, out var set, out _) ? new CpuSet(set) : null;

    [Benchmark]
    public string Format() => _set.ToString();
}
