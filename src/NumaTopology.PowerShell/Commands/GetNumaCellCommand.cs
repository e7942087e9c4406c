using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;

namespace NumaTopology.Commands;

/// <summary>Gets the NUMA cells of a machine with their processors, memory, pages and distances.</summary>
[Cmdlet(VerbsCommon.Get, "NumaCell", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaCell))]
public sealed class GetNumaCellCommand : MachineQueryCommand
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
        if (InputObject is not null)
            Write(CellIds.Pick(InputObject.Cells, ids), ids, InputObject.ToString());
        else
            Probe(Snapshot, machine => Write(NumaProbe.Cells(machine, ids), ids, machine.Snapshot ?? "this machine"));
    }

    private void Write(IReadOnlyList<NumaCell> cells, int[]? ids, string machine)
    {
        WriteObject(cells, enumerateCollection: true);
        CellIds.ReportMissing(this, ids, cells.Select(cell => cell.Id).ToList(), machine);
    }
}
