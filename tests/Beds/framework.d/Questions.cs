using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NumaTopology.Framework;

/// <summary>Asks one snapshot everything that the cmdlets ask.</summary>
internal sealed class Questions(ValueWriter values, string snapshot)
{
    public void Ask()
    {
        var machine = MachineSource.OpenSnapshot(snapshot);
        var capabilities = NumaProbe.Capabilities(machine);
        Tell("capabilities", capabilities);
        Tell("ids", NumaProbe.CellIds(machine));
        Tell("cells", NumaProbe.Cells(machine));
        Tell("free", NumaProbe.FreeMemory(machine));
        Tell("distances", NumaProbe.Distances(machine));
        Tell("devices", NumaProbe.Devices(machine, otherPci: true));
        Tell("warnings", machine.Log.Warnings);
        Tell("details", machine.Log.Details);
        foreach (NumaXmlSchema schema in Enum.GetValues(typeof(NumaXmlSchema)))
        {
            var text = NumaXml.Write(capabilities, schema);
            Tell($"{schema}", text);
            Tell($"{schema}.read", NumaXml.Read(text));
        }

        Tell("kept", Kept(machine, withIdentity: true));
        Tell("kept nameless", Kept(machine, withIdentity: false));
        foreach (var request in Requests(capabilities))
            Place(capabilities, request);
    }

    private static IEnumerable<PlacementRequest> Requests(NumaCapabilities machine)
    {
        var cpus = machine.Cells.Sum(cell => cell.Cpus.Count);
        var memory = machine.Cells.Sum(cell => cell.AvailableMemory ?? cell.FreeMemory ?? 0);
        yield return new PlacementRequest();
        yield return new PlacementRequest { Cpu = Math.Max(1, cpus / 2), Memory = memory / 2 };
        yield return new PlacementRequest { Cpu = 2, Memory = 64L << 20, WholeCore = true };
        yield return new PlacementRequest { Cpu = 3, Smt = SmtUse.Apart, IncludeDisallowed = true, MaxCell = 2 };
        yield return new PlacementRequest { HugePage = 2L << 20, HugePageCount = 1 };
        yield return new PlacementRequest { CoreKind = CoreKind.Efficiency };
        yield return new PlacementRequest { ExcludedCells = [machine.Cells[0].Id] };
        yield return new PlacementRequest { Cpu = cpus + 1, Memory = memory + 1 };
        foreach (var device in machine.Devices ?? [])
            yield return new PlacementRequest { Devices = [device], Count = 2 };
    }

    private void Place(NumaCapabilities machine, PlacementRequest request)
    {
        var answer = PlacementFinder.Find(machine, request);
        var name = $"placement of {request}";
        Tell(name, answer);
        foreach (var placement in answer.Placements)
        {
            foreach (NumaBindingTarget target in Enum.GetValues(typeof(NumaBindingTarget)))
                Tell($"{name}: {placement.Rank} for {target}", Bound(placement, target));
        }
    }

    private static string Bound(NumaPlacement placement, NumaBindingTarget target)
    {
        try
        {
            return NumaBinding.Write(placement, target);
        }
        catch (NumaBindingException e)
        {
            return "refused: " + e.Message;
        }
    }

    private static string Kept(Machine machine, bool withIdentity)
    {
        var path = Path.GetTempFileName();
        try
        {
            SnapshotExport.Save(machine, path, withIdentity, overwrite: true);
            return File.ReadAllText(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void Tell(string question, object value) => values.Write($"{snapshot}: {question}", value);
}
