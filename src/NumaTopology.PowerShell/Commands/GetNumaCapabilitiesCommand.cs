using System.Management.Automation;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Gets the whole NUMA topology of a machine as one object.</summary>
[Cmdlet(VerbsCommon.Get, "NumaCapabilities", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaCapabilities))]
public sealed class GetNumaCapabilitiesCommand : MachineCommand<NumaCapabilities>
{
    /// <inheritdoc/>
    [Parameter(ParameterSetName = FromMachine, Position = 0)]
    [SupportsWildcards]
    public override string[]? Snapshot { get; set; }

    private protected override HostQuestion Question => HostQuestion.Capabilities;

    private protected override string Remedy => "Pipe files or folders (Get-Item), or use -Snapshot.";

    private protected override bool TakesCapabilities => false;

    private protected override string[] PathNames => [nameof(Snapshot), "PSPath"];

    private protected override NumaCapabilities Read(Machine machine) => NumaProbe.Capabilities(machine);

    private protected override NumaCapabilities Read(NumaCapabilities machine) => machine;

    private protected override void Write(NumaCapabilities answer, Subject subject) => Output.Write(answer);
}
