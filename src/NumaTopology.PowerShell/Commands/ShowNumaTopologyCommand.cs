using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>The form of a picture.</summary>
public enum PictureFormat
{
    /// <summary>Lines of text for a console.</summary>
    Text,

    /// <summary>An SVG document for a browser.</summary>
    Svg,
}

/// <summary>Draws the NUMA topology of a machine.</summary>
[Cmdlet(VerbsCommon.Show, "NumaTopology", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(string))]
public sealed class ShowNumaTopologyCommand : MachineCommand<NumaCapabilities>
{
    private readonly List<object> _piped = [];
    private readonly List<object> _marks = [];
    private readonly HashSet<object> _drawn = [];
    private bool _isFirst = true;
    private string? _svg;

    /// <summary>Snapshot files, or folders that stand for another machine's root, with wildcards; this machine when not given.</summary>
    [Parameter(ParameterSetName = FromMachine, Position = 0)]
    [SupportsWildcards]
    public override string[]? Snapshot { get => base.Snapshot; set => base.Snapshot = value; }

    /// <summary>The form of the picture. Default Text.</summary>
    [Parameter]
    public PictureFormat As { get; set; }

    /// <summary>The columns of a text picture, 40 to 200. By default those of the console, or 80.</summary>
    [Parameter]
    [ValidateRange(PictureOptions.NarrowestWidth, PictureOptions.WidestWidth)]
    public int Width { get; set; }

    /// <summary>Placements (Find-NumaPlacement) and reservations (Get-NumaReservation) to mark.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public PSObject[]? Placement { get; set; }

    /// <summary>Processes (Get-NumaProcess) to mark.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public PSObject[]? Process { get; set; }

    /// <summary>Draws each group and node by itself, also those that are alike.</summary>
    [Parameter]
    public SwitchParameter NoFold { get; set; }

    private protected override HostQuestion Question => HostQuestion.Capabilities;

    private protected override string Remedy => "Pipe capabilities (Get-NumaCapabilities), placements (Find-NumaPlacement), reservations (Get-NumaReservation), processes (Get-NumaProcess) or snapshot files, or use -Snapshot.";

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
        foreach (var item in (Placement ?? []).Concat(Process ?? []))
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
            Processes = marked.OfType<NumaProcess>().ToList(),
        };
        if (As == PictureFormat.Svg)
        {
            // Written at the end: a file of two documents is not valid, so none of several machines may get into one.
            if (_svg is not null)
                ThrowTerminatingError(Errors.RequestContradicts("-As Svg draws one machine, because a file holds one SVG document. Draw each into a file of its own: foreach ($machine in Get-NumaCapabilities …) { $machine | Show-NumaTopology -As Svg | Set-Content … }.", answer));
            _svg = NumaPicture.Svg(answer, options);
            return;
        }

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

        if (_svg is not null)
            WriteObject(_svg);
        foreach (var other in _marks.Where(mark => !_drawn.Contains(mark)))
            WriteError(Errors.InputNotSupported(other, $"{PipedInput.Kind(other)} '{other}' belongs to {SnapshotOf(other) ?? HostOf(other) ?? "this machine"}, which is not shown.", "Pipe it, or show its machine."));
        base.EndProcessing();
    }

    private object Mark(object? item) =>
        PipedInput.Model(item, [typeof(NumaPlacement), typeof(NumaReservation), typeof(NumaProcess)]) is { } model and (NumaPlacement or NumaReservation or NumaProcess) ? model : throw NotAccepted(item!);

    private static bool IsOf(object mark, NumaCapabilities machine) => PipedInput.IsSame(SnapshotOf(mark), machine.Snapshot) && (HostOf(mark) ?? machine.HostName) == machine.HostName;

    private static string? SnapshotOf(object mark) => mark switch { NumaPlacement placement => placement.Snapshot, NumaReservation reservation => reservation.Snapshot, _ => ((NumaProcess)mark).Snapshot };

    private static string? HostOf(object mark) => mark switch { NumaPlacement placement => placement.HostName, NumaReservation reservation => reservation.HostName, _ => ((NumaProcess)mark).HostName };
}
