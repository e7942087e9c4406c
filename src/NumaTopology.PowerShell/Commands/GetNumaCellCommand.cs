using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Gets the NUMA nodes (cells) of a machine with their CPUs, memory, pages and distances.</summary>
[Cmdlet(VerbsCommon.Get, "NumaCell", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaCell))]
public sealed class GetNumaCellCommand : MachineQueryCommand<IReadOnlyList<NumaCell>>
{
    private int[]? _ids;

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

    private protected override HostQuestion Question => Detailed ? HostQuestion.Capabilities : HostQuestion.Cells;

    private protected override void Prepare() => _ids = CellIds.Valid(this, Cells(CellId, nameof(CellId), nameof(CellId)));

    private protected override IReadOnlyList<NumaCell> Read(Machine machine) =>
        Detailed ? CellIds.Pick(NumaProbe.Capabilities(machine).Cells, _ids) : NumaProbe.Cells(machine, _ids);

    private protected override IReadOnlyList<NumaCell> Read(NumaCapabilities machine) => CellIds.Pick(machine.Cells, _ids);

    private protected override void Write(IReadOnlyList<NumaCell> answer, Subject subject)
    {
        Output.WriteAll(View.OfCells(answer));
        CellIds.ReportMissing(this, _ids, answer.Select(cell => cell.Id).ToList(), subject);
    }
}
