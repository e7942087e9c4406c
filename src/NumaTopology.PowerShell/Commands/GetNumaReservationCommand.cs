using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Gets the CPUs and the memory that something on a machine holds already, and who says so.</summary>
[Cmdlet(VerbsCommon.Get, "NumaReservation")]
[OutputType(typeof(NumaReservation))]
public sealed class GetNumaReservationCommand : NumaCommand
{
    /// <summary>The snapshot file, or the folder that stands for another machine's root; this machine when not given.</summary>
    [Parameter(Position = 0)]
    public string? Snapshot { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseEmptyPath(nameof(Snapshot), Snapshot);

    /// <inheritdoc/>
    protected override void ProcessRecord() => Probe(Snapshot, machine => WriteObject(NumaProbe.Reservations(machine), enumerateCollection: true));
}
