using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Checks the cell numbers that a user gave against those there are.</summary>
internal static class CellIds
{
    /// <summary>The numbers that can be asked for; an error is written for each negative one.</summary>
    public static int[]? Valid(Cmdlet command, int[]? ids)
    {
        if (ids is null)
            return null;
        var valid = new List<int>(ids.Length);
        foreach (var id in ids)
        {
            if (id < 0)
                command.WriteError(Errors.NegativeCell(id));
            else
                valid.Add(id);
        }

        return valid.ToArray();
    }

    /// <summary>The cells that were asked for, in that order; all when nothing was.</summary>
    public static List<NumaCell> Pick(IReadOnlyList<NumaCell> cells, int[]? ids) => ids is null
        ? cells.ToList()
        : ids.SelectMany(id => cells.Where(cell => cell.Id == id)).ToList();

    /// <summary>Writes an error for each number that was asked for and is not among those found; it names the nodes that exist.</summary>
    public static void ReportMissing(Cmdlet command, int[]? asked, IReadOnlyCollection<int> found, Subject subject)
    {
        foreach (var id in asked ?? [])
        {
            if (!found.Contains(id))
                command.WriteError(Errors.CellNotFound(id, NodeSet.From(subject.CellIds), subject.Name));
        }
    }
}
