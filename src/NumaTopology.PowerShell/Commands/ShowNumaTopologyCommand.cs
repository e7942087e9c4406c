using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Draws the NUMA topology of a machine.</summary>
[Cmdlet(VerbsCommon.Show, "NumaTopology", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(string))]
public sealed class ShowNumaTopologyCommand : MachineCommand<NumaCapabilities>
{
    private readonly List<object> _piped = [];
    private readonly List<object> _marks = [];
    private readonly HashSet<object> _drawn = [];
    private bool _isFirst = true;

    /// <summary>Snapshot files, or folders that stand for another machine's root, with wildcards; this machine when not given.</summary>
    [Parameter(ParameterSetName = FromMachine, Position = 0)]
    [SupportsWildcards]
    public override string[]? Snapshot { get => base.Snapshot; set => base.Snapshot = value; }

    /// <summary>The columns of a text picture, 40 to 200. By default those of the console, or 80.</summary>
    [Parameter]
    [ValidateRange(PictureOptions.NarrowestWidth, PictureOptions.WidestWidth)]
    public int Width { get; set; }

    /// <summary>Placements (Find-NumaPlacement) and reservations (Get-NumaReservation) to mark.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public PSObject[]? Placement { get; set; }

    /// <summary>Draws each group and node by itself, also those that are alike.</summary>
    [Parameter]
    public SwitchParameter NoFold { get; set; }

    private protected override HostQuestion Question => HostQuestion.Capabilities;

    private protected override string Remedy => "Pipe capabilities (Get-NumaCapabilities), placements (Find-NumaPlacement), reservations (Get-NumaReservation) or snapshot files, or use -Snapshot.";

    private protected override NumaCapabilities Read(Machine machine) => NumaProbe.Capabilities(machine);

    private protected override NumaCapabilities Read(NumaCapabilities machine) => machine;

    private protected override void TakeOther(object item)
    {
        var mark = Mark(item);
        RefuseRemote(PipedInput.Property(item, "PSComputerName"));
        RefuseNamed();
        _piped.Add(mark);
        _marks.Add(mark);
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        foreach (var item in Placement ?? [])
        {
            try
            {
                _marks.Add(Mark(item));
            }
            catch (ArgumentTransformationMetadataException e)
            {
                ThrowTerminatingError(Errors.InputNotSupported(item, e.Message, Remedy));
            }
            catch (PipedInputException e)
            {
                ThrowTerminatingError(e.ErrorRecord);
            }
        }
    }

    private protected override void Write(NumaCapabilities answer, Subject subject)
    {
        var marked = _marks.Where(mark => IsOf(mark, answer)).ToList();
        _drawn.UnionWith(marked);
        var options = new PictureOptions
        {
            Width = Width == 0 ? ConsoleTraits.Width(Host) : Width,
            Ascii = ConsoleTraits.IsAscii(),
            Color = ConsoleTraits.HasColor(Host, this),
            Fold = !NoFold,
            Placements = marked.OfType<NumaPlacement>().ToList(),
            Reservations = marked.OfType<NumaReservation>().ToList(),
        };
        if (!_isFirst)
            WriteObject("");
        _isFirst = false;
        WriteObject(NumaPicture.Text(answer, options), enumerateCollection: true);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var path in _piped.Select(SnapshotOf).Distinct().ToList())
        {
            try
            {
                AskOne(path is null ? null : Resolve(path));
            }
            catch (SnapshotException e)
            {
                WriteError(Errors.Snapshot(e));
                _drawn.UnionWith(_piped.Where(mark => SnapshotOf(mark) == path));
            }
        }

        foreach (var other in _marks.Where(mark => !_drawn.Contains(mark)))
            WriteError(Errors.InputNotSupported(other, $"The placement {other} belongs to {SnapshotOf(other) ?? HostOf(other) ?? "this machine"}, which is not shown.", "Pipe it, or show its machine."));
        base.EndProcessing();
    }

    private object Mark(object? item) =>
        PipedInput.Model(item, [typeof(NumaPlacement), typeof(NumaReservation)]) is { } model and (NumaPlacement or NumaReservation) ? model : throw NotAccepted(item!);

    private static bool IsOf(object mark, NumaCapabilities machine) => PipedInput.IsSame(SnapshotOf(mark), machine.Snapshot) && (HostOf(mark) ?? machine.HostName) == machine.HostName;

    private static string? SnapshotOf(object mark) => mark is NumaPlacement placement ? placement.Snapshot : ((NumaReservation)mark).Snapshot;

    private static string? HostOf(object mark) => mark is NumaPlacement placement ? placement.HostName : ((NumaReservation)mark).HostName;
}
