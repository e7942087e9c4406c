using System;
using System.IO;
using BenchmarkDotNet.Attributes;

namespace NumaTopology.Benchmarks;

/// <summary>A machine as text: libvirt's XML out and in, and a snapshot opened and replayed.</summary>
public class DocumentBenchmarks : DescribedMachine
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"benchmark-{Guid.NewGuid():N}.numa");
    private NumaCapabilities _capabilities = null!;
    private Machine _snapshot = null!;
    private string _xml = "";

    protected override void Prepare()
    {
        _capabilities = NumaProbe.Capabilities(Machine);
        _xml = XmlOut();
        SnapshotExport.Save(Machine, _path, withIdentity: true, overwrite: true);
        _snapshot = OpenSnapshot();
        // All is in memory now; the folder of 200 000 files is not needed.
        Remove();
        File.Delete(_path);
    }

    [Benchmark]
    public string XmlOut() => NumaXml.Write(_capabilities, NumaXmlSchema.Libvirt);

    [Benchmark]
    public NumaCapabilities XmlIn() => NumaXml.Read(_xml);

    [Benchmark]
    public NumaCapabilities ReplaySnapshot() => NumaProbe.Capabilities(_snapshot);

    private Machine OpenSnapshot() => MachineSource.OpenSnapshot(_path);
}
