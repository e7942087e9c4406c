using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;

namespace NumaTopology.Commands;

/// <summary>Gets the free and available memory of NUMA nodes, and reads nothing else.</summary>
[Cmdlet(VerbsCommon.Get, "NumaCellFreeMemory")]
[OutputType(typeof(NumaCellFreeMemory))]
public sealed class GetNumaCellFreeMemoryCommand : MachineQueryCommand
{
    /// <summary>The nodes by number. Default: all.</summary>
    [Parameter(Position = 0)]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? CellId { get; set; }

    private protected override Type[] Meant => [typeof(NumaCell), typeof(NumaCellFreeMemory), typeof(NumaDevice)];

    private protected override string[] Questions => [nameof(CellId), nameof(Snapshot)];

    private protected override string Remedy => "Pipe capabilities (Get-NumaCapabilities), nodes (Get-NumaCell) or devices (Get-NumaDevice), or use -CellId and -Snapshot.";

    private protected override void Ask(Machine machine)
    {
        var ids = Wanted();
        Write(NumaProbe.FreeMemory(machine, ids), ids, () => NumaProbe.CellIds(machine), machine.Snapshot ?? NumaCapabilities.ThisMachine);
    }

    private protected override void Ask(NumaCapabilities machine)
    {
        // They may be of another machine, so what they hold is the answer.
        var ids = Wanted();
        var held = CellIds.Pick(machine.Cells, ids)
            .Select(cell => new NumaCellFreeMemory(cell.Id, cell.Memory, cell.FreeMemory, cell.AvailableMemory, cell.Snapshot))
            .ToList();
        Write(held, ids, () => machine.Cells.Select(cell => cell.Id), machine.ToString());
    }

    private int[]? Wanted() => CellIds.Valid(this, Cells(CellId, nameof(CellId), nameof(CellId)));

    private void Write(IReadOnlyList<NumaCellFreeMemory> readings, int[]? ids, Func<IEnumerable<int>> existing, string machine)
    {
        WriteObject(readings, enumerateCollection: true);
        CellIds.ReportMissing(this, ids, readings.Select(reading => reading.Id).ToList(), existing, machine);
    }
}
