using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Reads the whole NUMA topology of a machine, once.</summary>
[Cmdlet(VerbsCommon.Get, "NumaCapabilities")]
[OutputType(typeof(NumaCapabilities))]
public sealed class GetNumaCapabilitiesCommand : NumaCommand
{
    /// <summary>The snapshot file, or the folder that stands for another machine's root; this machine when not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string? Snapshot { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseEmptySnapshot(Snapshot);

    /// <inheritdoc/>
    protected override void ProcessRecord() => Probe(Snapshot, machine => WriteObject(NumaProbe.Capabilities(machine)));
}
