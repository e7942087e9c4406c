using System.Collections.Generic;
using System.Management.Automation;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Gets the CPUs and memory of a machine that are already reserved, and who holds them.</summary>
[Cmdlet(VerbsCommon.Get, "NumaReservation", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaReservation))]
public sealed class GetNumaReservationCommand : MachineCommand<IReadOnlyList<NumaReservation>>
{
    /// <summary>Snapshot files, or folders that stand for another machine's root, with wildcards; this machine when not given.</summary>
    [Parameter(ParameterSetName = FromMachine, Position = 0)]
    [SupportsWildcards]
    public override string[]? Snapshot { get => base.Snapshot; set => base.Snapshot = value; }

    private protected override HostQuestion Question => HostQuestion.Reservations;

    private protected override string Remedy => "Pipe snapshot files, or use -Snapshot or -HostName.";

    private protected override bool TakesCapabilities => false;

    private protected override IReadOnlyList<NumaReservation> Read(Machine machine) => NumaProbe.Reservations(machine);

    private protected override IReadOnlyList<NumaReservation> Read(NumaCapabilities machine) => [];

    private protected override void Write(IReadOnlyList<NumaReservation> answer, Subject subject) => Output.WriteAll(answer);
}
