using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;

namespace NumaTopology.Commands;

/// <summary>Gets the free memory of cells at this moment and reads nothing else.</summary>
[Cmdlet(VerbsCommon.Get, "NumaCellFreeMemory", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaCellFreeMemory))]
public sealed class GetNumaCellFreeMemoryCommand : MachineQueryCommand
{
    /// <summary>The cells wanted; all when not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? CellId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        var ids = CellIds.Valid(this, CellId);
        if (InputObject is null)
        {
            Probe(Snapshot, machine => Write(NumaProbe.FreeMemory(machine, ids), ids, machine.Snapshot ?? "this machine"));
            return;
        }

        // They may be of another machine, so what they hold is the answer.
        var held = CellIds.Pick(InputObject.Cells, ids)
            .Select(cell => new NumaCellFreeMemory(cell.Id, cell.Memory, cell.FreeMemory, cell.AvailableMemory, cell.Snapshot))
            .ToList();
        Write(held, ids, InputObject.ToString());
    }

    private void Write(IReadOnlyList<NumaCellFreeMemory> readings, int[]? ids, string machine)
    {
        WriteObject(readings, enumerateCollection: true);
        CellIds.ReportMissing(this, ids, readings.Select(reading => reading.Id).ToList(), machine);
    }
}
