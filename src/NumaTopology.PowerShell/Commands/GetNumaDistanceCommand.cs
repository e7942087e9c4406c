using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Gets the distances between NUMA nodes.</summary>
[Cmdlet(VerbsCommon.Get, "NumaDistance", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaDistance), typeof(NumaDistanceRow))]
public sealed class GetNumaDistanceCommand : MachineQueryCommand<IReadOnlyList<NumaDistance>>
{
    private int[]? _from;
    private int[]? _to;

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

    private protected override HostQuestion Question => HostQuestion.Cells;

    private protected override void Prepare()
    {
        _from = CellIds.Valid(this, Cells(From, nameof(From), nameof(From), "CellId"));
        _to = CellIds.Valid(this, Cells(To, nameof(To), nameof(To)));
    }

    private protected override IReadOnlyList<NumaDistance> Read(Machine machine) => NumaProbe.Distances(machine);

    private protected override IReadOnlyList<NumaDistance> Read(NumaCapabilities machine) => machine.Distances;

    private protected override void Write(IReadOnlyList<NumaDistance> answer, Subject subject)
    {
        var cells = subject.CellIds;
        CellIds.ReportMissing(this, _from, cells, subject);
        CellIds.ReportMissing(this, _to, cells, subject);
        var wanted = answer.Where(d => (_from is null || _from.Contains(d.From)) && (_to is null || _to.Contains(d.To))).ToList();
        Output.WriteAll(Matrix ? View.OfMatrix(NumaDistanceRow.Of(wanted, cells.Where(cell => _from?.Contains(cell) != false), cells.Where(cell => _to?.Contains(cell) != false))) : wanted);
    }
}
