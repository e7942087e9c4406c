using System.Globalization;
using System.IO;
using System.Linq;

namespace NumaTopology.Tests.Relations;

/// <summary>Machines from a printed matrix, and what is said of them in the same form.</summary>
internal static class Described
{
    /// <summary>Cells 0, 1, 2 … with a processor each, whose distance files are the rows between bars; <paramref name="sockets"/> are theirs, '-' for a cell without processors; else the kernel's -1.</summary>
    public static MachineBuilder Machine(string rows, string? sockets = null)
    {
        var machine = new MachineBuilder();
        var lines = rows.Split('|');
        var places = sockets?.Split(' ');
        for (var cell = 0; cell < lines.Length; cell++)
        {
            machine.Cell(cell, places?[cell] == "-" ? "" : cell.ToString(CultureInfo.InvariantCulture));
            if (places?[cell] != "-")
                machine.Processor(cell, places is null ? -1 : int.Parse(places[cell], CultureInfo.InvariantCulture), cell, cell.ToString(CultureInfo.InvariantCulture));
        }

        return machine.Distances([.. lines.Select(line => line.Trim())]);
    }

    public static NumaCapabilities Read(string rows, string? sockets = null)
    {
        using var machine = Machine(rows, sockets);
        return machine.Capabilities();
    }

    /// <summary>A machine of tests/Machines.</summary>
    public static NumaCapabilities Kept(string name) => NumaProbe.Capabilities(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa")));

    /// <summary>The links between the cells, row by row; '-' for what is unknown.</summary>
    public static string Hops(NumaCapabilities machine) => string.Join(" | ", machine.Cells.Select(cell => string.Join(' ', machine.Cells.Select(to => Distance(machine, cell.Id, to.Id)?.Hops?.ToString(CultureInfo.InvariantCulture) ?? "-"))));

    public static NumaDistance? Distance(NumaCapabilities machine, int from, int to) => machine.Distances.SingleOrDefault(distance => distance.From == from && distance.To == to);

    /// <summary>The ways as text, in the order in which they are listed.</summary>
    public static string Paths(NumaCapabilities machine, int from, int to) => string.Join(" or ", Distance(machine, from, to)!.Paths!);

    public static int[] Via(NumaCapabilities machine, int from, int to) => [.. Distance(machine, from, to)!.Via!];
}
