using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Gets the disks, network interfaces, GPUs and accelerators of a machine, and the NUMA node that each is attached to.</summary>
[Cmdlet(VerbsCommon.Get, "NumaDevice", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaDevice))]
public sealed class GetNumaDeviceCommand : MachineQueryCommand<(IReadOnlyList<NumaDevice> Devices, IReadOnlyList<NumaDistance> Distances)>
{
    private string[]? _names;
    private int[]? _at;
    private int[]? _from;

    /// <summary>The devices by name, path or PCI address, with wildcards. Default: all.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The nodes to which the devices are attached. Default: all.</summary>
    [Parameter]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? CellId { get; set; }

    /// <summary>The kinds of devices. Default: all but <c>Pci</c>, PCI functions of no other kind.</summary>
    [Parameter]
    public DeviceKind[]? Kind { get; set; }

    /// <summary>The node from which <c>Distance</c> is measured. Default: none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int? From { get; set; }

    private protected override Type[] Meant => [typeof(NumaDevice), typeof(NumaCell), typeof(NumaCellFreeMemory)];

    private protected override string[] Questions => [nameof(Name), nameof(CellId), nameof(Snapshot)];

    private protected override string Remedy => "Pipe capabilities (Get-NumaCapabilities), nodes (Get-NumaCell) or devices, or use -Name, -CellId and -Snapshot.";

    private protected override HostQuestion Question => From is null ? HostQuestion.Devices : HostQuestion.Capabilities;

    private protected override void Prepare()
    {
        _names = Names();
        // A device is asked for by its name, and one whose node is not reported is still a device.
        _at = CellIds.Valid(this, Asking is not null && _names is not null && PipedInput.Value(Asking, nameof(CellId)) is null ? CellId : Cells(CellId, nameof(CellId), nameof(CellId)));
        _from = CellIds.Valid(this, From is { } id ? [id] : null);
    }

    private protected override (IReadOnlyList<NumaDevice> Devices, IReadOnlyList<NumaDistance> Distances) Read(Machine machine) =>
        (NumaProbe.Devices(machine, WantsOtherPci(_names)), From is null ? [] : NumaProbe.Distances(machine));

    private protected override (IReadOnlyList<NumaDevice> Devices, IReadOnlyList<NumaDistance> Distances) Read(NumaCapabilities machine) => (machine.Devices ?? [], machine.Distances);

    /// <summary>The names that the user or the object in the pipe gives; a device's is no pattern.</summary>
    private string[]? Names()
    {
        if (PipedInput.Property(Asking, nameof(Name)) is not { Length: > 0 } name)
            return Name;
        if (Name is not null)
            throw new PipedInputException(Errors.RequestContradicts($"The input names '{name}', -Name names '{string.Join("', '", Name)}'. Leave out -Name.", Asking!));
        return [PipedInput.IsOfTheModule(Asking!) ? WildcardPattern.Escape(name) : name];
    }

    /// <summary>The device of the pipe is meant, and no other of its name.</summary>
    private bool IsAsked(NumaDevice device) => PipedInput.Model(Asking, [typeof(NumaDevice)]) is not NumaDevice asked
        || (device.Name, device.Kind, device.Address, device.Path, device.CellId) == (asked.Name, asked.Kind, asked.Address, asked.Path, asked.CellId);

    /// <summary>A PCI address can be that of a function which is nothing else.</summary>
    private bool WantsOtherPci(string[]? names) => Kind is null ? names?.Any(name => name.IndexOf(":", StringComparison.Ordinal) >= 0) == true : Kind.Contains(DeviceKind.Pci);

    private protected override void Write((IReadOnlyList<NumaDevice> Devices, IReadOnlyList<NumaDistance> Distances) answer, Subject subject)
    {
        if (_at is not null || _from is not null)
        {
            var cells = subject.CellIds;
            CellIds.ReportMissing(this, _at, cells, subject);
            CellIds.ReportMissing(this, _from, cells, subject);
        }

        var patterns = _names?.Select(name => new { Text = name, Pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase) }).ToList();
        foreach (var missing in patterns?.Where(name => !WildcardPattern.ContainsWildcardCharacters(name.Text) && !answer.Devices.Any(device => DeviceNames.IsCalled(device, name.Pattern))) ?? [])
            WriteError(Errors.DeviceNotFound(WildcardPattern.Unescape(missing.Text), subject.Name));
        var found = answer.Devices.Where(device => (patterns is null || patterns.Any(name => DeviceNames.IsCalled(device, name.Pattern)))
            && (_at is null || (device.CellId is { } cell && _at.Contains(cell)))
            && (Kind is null || Kind.Contains(device.Kind))
            && IsAsked(device));
        if (_from is not null)
            found = found.Select(device => device with { Distance = answer.Distances.FirstOrDefault(distance => distance.From == From && distance.To == device.CellId)?.Value });
        Output.WriteAll(View.Of(found, nameof(NumaDevice.Distance), _from is not null));
    }
}
