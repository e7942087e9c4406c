using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;

namespace NumaTopology.Commands;

/// <summary>Gets the NUMA nodes (cells) of a machine with their CPUs, memory, pages and distances.</summary>
[Cmdlet(VerbsCommon.Get, "NumaCell")]
[OutputType(typeof(NumaCell))]
public sealed class GetNumaCellCommand : MachineQueryCommand
{
    /// <summary>The nodes by number. Default: all.</summary>
    [Parameter(Position = 0)]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? CellId { get; set; }

    /// <summary>Also reads the CPUs one by one and the attached devices: Processors and Devices, as Get-NumaCapabilities has them.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override Type[] Meant => [typeof(NumaCell), typeof(NumaCellFreeMemory), typeof(NumaDevice)];

    private protected override string[] Questions => [nameof(CellId), nameof(Snapshot)];

    private protected override string Remedy => "Pipe capabilities (Get-NumaCapabilities), nodes or devices (Get-NumaDevice), or use -CellId and -Snapshot.";

    private protected override void Ask(Machine machine)
    {
        var ids = Wanted();
        Write(Detailed ? CellIds.Pick(NumaProbe.Capabilities(machine).Cells, ids) : NumaProbe.Cells(machine, ids), ids, () => NumaProbe.CellIds(machine), machine.Snapshot ?? NumaCapabilities.ThisMachine);
    }

    private protected override void Ask(NumaCapabilities machine)
    {
        var ids = Wanted();
        Write(CellIds.Pick(machine.Cells, ids), ids, () => machine.Cells.Select(cell => cell.Id), machine.ToString());
    }

    private int[]? Wanted() => CellIds.Valid(this, Cells(CellId, nameof(CellId), nameof(CellId)));

    private void Write(IReadOnlyList<NumaCell> cells, int[]? ids, Func<IEnumerable<int>> existing, string machine)
    {
        WriteObject(View.OfCells(cells), enumerateCollection: true);
        CellIds.ReportMissing(this, ids, cells.Select(cell => cell.Id).ToList(), existing, machine);
    }
}
