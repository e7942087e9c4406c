using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;

namespace NumaTopology.Commands;

/// <summary>Gets the distances between NUMA nodes.</summary>
[Cmdlet(VerbsCommon.Get, "NumaDistance")]
[OutputType(typeof(NumaDistance), typeof(NumaDistanceRow))]
public sealed class GetNumaDistanceCommand : MachineQueryCommand
{
    /// <summary>The nodes from which memory is accessed. Default: all.</summary>
    [Parameter(Position = 0)]
    [Alias("CellId")]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? From { get; set; }

    /// <summary>The nodes whose memory is accessed. Default: all.</summary>
    [Parameter(Position = 1)]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? To { get; set; }

    /// <summary>Returns one object for each row of the matrix instead of one for each pair.</summary>
    [Parameter]
    public SwitchParameter Matrix { get; set; }

    private protected override Type[] Meant => [typeof(NumaCell), typeof(NumaCellFreeMemory), typeof(NumaDevice), typeof(NumaDistance)];

    private protected override string[] Questions => [nameof(From), "CellId", nameof(To), nameof(Snapshot)];

    private protected override string Remedy => "Pipe capabilities (Get-NumaCapabilities), nodes (Get-NumaCell), devices (Get-NumaDevice) or distances, or use -From, -To and -Snapshot.";

    private protected override void Ask(Machine machine) => Write(NumaProbe.Distances(machine), NumaProbe.CellIds(machine), machine.Snapshot ?? NumaCapabilities.ThisMachine);

    private protected override void Ask(NumaCapabilities machine) => Write(machine.Distances, machine.Cells.Select(cell => cell.Id).ToList(), machine.ToString());

    private void Write(IReadOnlyList<NumaDistance> all, IReadOnlyList<int> cells, string machine)
    {
        var from = CellIds.Valid(this, Cells(From, nameof(From), nameof(From), "CellId"));
        var to = CellIds.Valid(this, Cells(To, nameof(To), nameof(To)));
        CellIds.ReportMissing(this, from, cells.ToList(), machine);
        CellIds.ReportMissing(this, to, cells.ToList(), machine);
        var wanted = all.Where(d => (from is null || from.Contains(d.From)) && (to is null || to.Contains(d.To)));
        if (Matrix)
            WriteObject(View.OfMatrix(NumaDistanceRow.Of(wanted.ToList(), cells.Where(cell => from?.Contains(cell) != false), cells.Where(cell => to?.Contains(cell) != false))), enumerateCollection: true);
        else
            WriteObject(wanted, enumerateCollection: true);
    }
}
