using System.Management.Automation;
using NumaTopology.Machines;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>Converts the NUMA topology of a machine to XML.</summary>
[Cmdlet(VerbsData.ConvertTo, "NumaXml", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(string))]
public sealed class ConvertToNumaXmlCommand : NumaCommand
{
    /// <summary>libvirt's capabilities document (the default), or the nested topology proposed in 2007.</summary>
    [Parameter(Position = 0)]
    public NumaXmlSchema Schema { get; set; } = NumaXmlSchema.Libvirt;

    /// <summary>The snapshot of another machine. Default: this machine.</summary>
    [Parameter(ParameterSetName = FromMachine)]
    public string? Snapshot { get; set; }

    /// <summary>Capabilities that were read earlier.</summary>
    [Parameter(ParameterSetName = FromCapabilities, Mandatory = true, ValueFromPipeline = true)]
    [Rehydrate(typeof(NumaCapabilities))]
    public NumaCapabilities? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseEmptySnapshot(Snapshot);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            Write(InputObject);
        else
            Probe(Snapshot, machine => Write(NumaProbe.Capabilities(machine)));
    }

    private void Write(NumaCapabilities machine)
    {
        if (Schema == NumaXmlSchema.Libvirt && machine.Architecture is null && HostArchitecture.Name is { } architecture)
        {
            WriteWarning($"The architecture of {machine} is not reported, and libvirt's schema requires one; {architecture}, this computer's, is written.");
            machine = machine with { Architecture = architecture };
        }

        WriteObject(NumaXml.Write(machine, Schema, Cancellation));
    }
}
