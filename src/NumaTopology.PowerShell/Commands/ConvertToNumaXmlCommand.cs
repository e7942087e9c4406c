using System.Management.Automation;
using NumaTopology.Machines;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Converts the NUMA topology of a machine to XML.</summary>
[Cmdlet(VerbsData.ConvertTo, "NumaXml", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(string))]
public sealed class ConvertToNumaXmlCommand : MachineCommand<NumaCapabilities>
{
    /// <summary>libvirt's capabilities document (the default), or the nested topology proposed in 2007.</summary>
    [Parameter(Position = 0)]
    public NumaXmlSchema Schema { get; set; } = NumaXmlSchema.Libvirt;

    private protected override HostQuestion Question => HostQuestion.Capabilities;

    private protected override string Remedy => "Pipe capabilities (Get-NumaCapabilities) or files (Get-Item), or use -Snapshot.";

    private protected override NumaCapabilities Read(Machine machine) => NumaProbe.Capabilities(machine);

    private protected override NumaCapabilities Read(NumaCapabilities machine) => machine;

    private protected override void Write(NumaCapabilities answer, Subject subject)
    {
        if (Schema == NumaXmlSchema.Libvirt && answer.Architecture is null && HostArchitecture.Name is { } architecture)
        {
            WriteWarning($"The architecture of {answer} is not reported, and libvirt's schema requires one; {architecture}, this computer's, is written.");
            answer = answer with { Architecture = architecture };
        }

        WriteObject(NumaXml.Write(answer, Schema, Cancellation));
    }
}
