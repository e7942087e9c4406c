using System.Management.Automation;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>A question to a machine: this one, a snapshot, or capabilities that were read before.</summary>
public abstract class MachineQueryCommand : NumaCommand
{
    /// <summary>The snapshot file, or the folder that stands for another machine's root; this machine when not given.</summary>
    [Parameter(ParameterSetName = FromMachine, ValueFromPipelineByPropertyName = true)]
    public string? Snapshot { get; set; }

    /// <summary>The computer that an object came from through remoting; it must be asked there.</summary>
    [Parameter(ParameterSetName = FromMachine, ValueFromPipelineByPropertyName = true, DontShow = true)]
    public string? PSComputerName { get; set; }

    /// <summary>Capabilities that were read before; they answer as the machine was then.</summary>
    [Parameter(ParameterSetName = FromCapabilities, Mandatory = true, ValueFromPipeline = true)]
    [Rehydrate(typeof(NumaCapabilities))]
    public NumaCapabilities? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseEmptySnapshot(Snapshot);

    /// <inheritdoc/>
    protected override void ProcessRecord() => RefuseRemote(PSComputerName);
}
