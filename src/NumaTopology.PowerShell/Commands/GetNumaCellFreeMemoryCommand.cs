using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Gets the free and available memory of NUMA nodes, and reads nothing else.</summary>
[Cmdlet(VerbsCommon.Get, "NumaCellFreeMemory", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaCellFreeMemory))]
public sealed class GetNumaCellFreeMemoryCommand : MachineQueryCommand<IReadOnlyList<NumaCellFreeMemory>>
{
    private int[]? _ids;

    /// <summary>The nodes by number. Default: all.</summary>
    [Parameter(Position = 0)]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? CellId { get; set; }

    private protected override Type[] Meant => [typeof(NumaCell), typeof(NumaCellFreeMemory), typeof(NumaDevice)];

    private protected override string[] Questions => [nameof(CellId), nameof(Snapshot)];

    private protected override string Remedy => "Pipe capabilities (Get-NumaCapabilities), nodes (Get-NumaCell) or devices (Get-NumaDevice), or use -CellId and -Snapshot.";

    private protected override HostQuestion Question => HostQuestion.FreeMemory;

    private protected override void Prepare() => _ids = CellIds.Valid(this, Cells(CellId, nameof(CellId), nameof(CellId)));

    private protected override IReadOnlyList<NumaCellFreeMemory> Read(Machine machine) => NumaProbe.FreeMemory(machine, _ids);

    // They may be of another machine, so what they hold is the answer.
    private protected override IReadOnlyList<NumaCellFreeMemory> Read(NumaCapabilities machine) => CellIds.Pick(machine.Cells, _ids)
        .ConvertAll(cell => new NumaCellFreeMemory(cell.Id, cell.Memory, cell.FreeMemory, cell.AvailableMemory, cell.Snapshot, cell.HostName));

    private protected override void Write(IReadOnlyList<NumaCellFreeMemory> answer, Subject subject)
    {
        foreach (var reading in answer)
            Output.Write(reading);
        CellIds.ReportMissing(this, _ids, answer.Select(reading => reading.Id).ToList(), subject);
    }
}
