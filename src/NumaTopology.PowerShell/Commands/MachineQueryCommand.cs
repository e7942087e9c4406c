using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>A question to a machine: this one, a snapshot, or capabilities that were read before.</summary>
public abstract class MachineQueryCommand : NumaCommand
{
    /// <summary>The snapshot file, or the folder that stands for another machine's root; this machine when not given.</summary>
    [Parameter(ParameterSetName = FromMachine, ValueFromPipelineByPropertyName = true)]
    public string? Snapshot { get; set; }

    /// <summary>Capabilities that were read before; they answer as the machine was then.</summary>
    [Parameter(ParameterSetName = FromCapabilities, Mandatory = true, ValueFromPipeline = true)]
    public NumaCapabilities? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseEmptySnapshot(Snapshot);
}
