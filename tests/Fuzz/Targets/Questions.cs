using System;
using NumaTopology.Watching;

namespace NumaTopology.Fuzz;

/// <summary>What the cmdlets ask of a machine.</summary>
internal static class Questions
{
    public static readonly Action<Machine> Capabilities = machine => NumaProbe.Capabilities(machine);
    public static readonly Action<Machine> Cells = machine => NumaProbe.Cells(machine);
    public static readonly Action<Machine> OneCell = machine => NumaProbe.Cells(machine, [0]);
    public static readonly Action<Machine> CellIds = machine => NumaProbe.CellIds(machine);
    public static readonly Action<Machine> FreeMemory = machine => NumaProbe.FreeMemory(machine);
    public static readonly Action<Machine> Distances = machine => NumaProbe.Distances(machine);
    public static readonly Action<Machine> Devices = machine => NumaProbe.Devices(machine, otherPci: true);
    public static readonly Action<Machine> Reservations = machine => NumaProbe.Reservations(machine);
    public static readonly Action<Machine> Processes = machine => NumaProbe.Processes(machine, new ProcessSelection { WithThreads = true, WithMemory = true, WithChildren = true });
    public static readonly Action<Machine> Checks = machine => NumaProbe.Checks(machine);
    public static readonly Action<Machine> CpuTimes = machine => NumaProbe.CpuTimes(machine);

    /// <summary>Watches the nodes for a moment.</summary>
    public static readonly Action<Machine> Activity = machine =>
    {
        var history = new CellHistory();
        var clock = new SystemClock();
        history.Add(MachineReading.Of(machine, null, clock));
        foreach (var cell in history.Add(MachineReading.Of(machine, null, clock)))
            Claim.IsTrue(cell is { Hit: null or 0, Miss: null or 0, Demoted: null or 0, Migrated: null or 0, Busy: null }, "nothing happens where nothing changes");
    };

    /// <summary>Writes both documents, and reads them: whatever a machine says, what is written of it is a document.</summary>
    public static readonly Action<Machine> Documents = machine =>
    {
        var capabilities = NumaProbe.Capabilities(machine);
        foreach (var schema in Enum.GetValues<NumaXmlSchema>())
        {
            var text = NumaXml.Write(capabilities, schema);
            try
            {
                NumaXml.Read(text);
            }
            catch (TopologyFormatException e)
            {
                throw new InvalidOperationException("What was written as XML is refused: " + e.Message, e);
            }
        }
    };

    /// <summary>Places a request.</summary>
    public static readonly Action<Machine> Placement = machine => PlacementFinder.Find(NumaProbe.Capabilities(machine), new PlacementRequest { Cpu = 2, Memory = 1 << 20 });

    public static readonly Action<Machine>[] All = [Capabilities, Cells, OneCell, CellIds, FreeMemory, Distances, Devices, CpuTimes, Activity, Reservations, Processes, Checks, Documents, Placement];
}
