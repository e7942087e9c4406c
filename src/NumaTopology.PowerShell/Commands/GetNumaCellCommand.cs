using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;

namespace NumaTopology.Commands;

/// <summary>Gets the NUMA cells of a machine with their processors, memory, pages and distances.</summary>
[Cmdlet(VerbsCommon.Get, "NumaCell", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaCell))]
public sealed class GetNumaCellCommand : NumaCommand
{
    /// <summary>The cells wanted; all when not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? CellId { get; set; }

    /// <summary>The folder that stands for another machine's root; this machine when not given.</summary>
    [Parameter(ParameterSetName = FromMachine, ValueFromPipelineByPropertyName = true)]
    public string? Snapshot { get; set; }

    /// <summary>Capabilities that were read before; their cells are given as they were then.</summary>
    [Parameter(ParameterSetName = FromCapabilities, Mandatory = true, ValueFromPipeline = true)]
    public NumaCapabilities? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseEmptySnapshot(Snapshot);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var ids = CellIds.Valid(this, CellId);
        if (InputObject is not null)
            Write(CellIds.Pick(InputObject.Cells, ids), ids, InputObject.ToString());
        else
            TryProbe(Snapshot, machine => Write(NumaProbe.Cells(machine, ids), ids, machine.Snapshot ?? "this machine"));
    }

    private void Write(IReadOnlyList<NumaCell> cells, int[]? ids, string machine)
    {
        WriteObject(cells, enumerateCollection: true);
        CellIds.ReportMissing(this, ids, cells.Select(cell => cell.Id).ToList(), machine);
    }
}
