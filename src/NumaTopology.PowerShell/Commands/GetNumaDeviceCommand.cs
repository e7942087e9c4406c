using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;

namespace NumaTopology.Commands;

/// <summary>Gets the disks, network interfaces, graphics processors and accelerators of a machine, and the cell that each hangs at.</summary>
[Cmdlet(VerbsCommon.Get, "NumaDevice", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaDevice))]
public sealed class GetNumaDeviceCommand : MachineQueryCommand
{
    /// <summary>The names wanted, with wildcards; a device's path and PCI address are names too. All devices when not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only devices that hang at these cells.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? CellId { get; set; }

    /// <summary>Only devices of these kinds; all but <c>Pci</c>, the functions that are nothing else, when not given.</summary>
    [Parameter]
    public DeviceKind[]? Kind { get; set; }

    /// <summary>The cell from which <c>Distance</c> is measured.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int? From { get; set; }

    /// <summary>A PCI address can be that of a function which is nothing else.</summary>
    private bool WantsOtherPci => Kind is null ? Name?.Any(name => name.IndexOf(":", System.StringComparison.Ordinal) >= 0) == true : Kind.Contains(DeviceKind.Pci);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (InputObject is not null)
            Write(InputObject.Devices ?? [], InputObject.Cells.Select(cell => cell.Id).ToList(), InputObject.Distances, InputObject.ToString());
        else
            Probe(Snapshot, machine => Write(NumaProbe.Devices(machine, WantsOtherPci), NumaProbe.CellIds(machine), From is null ? [] : NumaProbe.Distances(machine), machine.Snapshot ?? "this machine"));
    }

    private void Write(IReadOnlyList<NumaDevice> all, IReadOnlyList<int> cells, IReadOnlyList<NumaDistance> distances, string machine)
    {
        var at = CellIds.Valid(this, CellId);
        var from = CellIds.Valid(this, From is { } id ? [id] : null);
        CellIds.ReportMissing(this, at, cells.ToList(), machine);
        CellIds.ReportMissing(this, from, cells.ToList(), machine);
        var patterns = Name?.Select(name => new { Text = name, Pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase) }).ToList();
        foreach (var missing in patterns?.Where(name => !WildcardPattern.ContainsWildcardCharacters(name.Text) && !all.Any(device => IsCalled(device, name.Pattern))) ?? [])
            WriteError(Errors.DeviceNotFound(missing.Text, machine));
        foreach (var device in all)
        {
            if ((patterns is null || patterns.Any(name => IsCalled(device, name.Pattern)))
                && (at is null || (device.CellId is { } cell && at.Contains(cell)))
                && (Kind is null || Kind.Contains(device.Kind)))
                WriteObject(from is null ? device : device with { Distance = distances.FirstOrDefault(distance => distance.From == From && distance.To == device.CellId)?.Value });
        }
    }

    private static bool IsCalled(NumaDevice device, WildcardPattern pattern) =>
        pattern.IsMatch(device.Name) || (device.Path is not null && pattern.IsMatch(device.Path)) || (device.Address is not null && pattern.IsMatch(device.Address));
}
