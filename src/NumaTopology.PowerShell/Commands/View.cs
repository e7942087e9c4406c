using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>
/// Gives objects that need another table than their type's a type name of it, as PowerShell's own <c>System.Diagnostics.Process#IncludeUserName</c>. The first object of a
/// pipeline chooses the table for all.
/// </summary>
internal static class View
{
    private const string Fleet = "Fleet";

    /// <summary>The objects with the table <c>NumaTopology.NumaCell#<paramref name="view"/></c> where <paramref name="isNeeded"/>, else with their type's.</summary>
    public static IEnumerable<object> Of<T>(IEnumerable<T> items, string view, bool isNeeded)
        where T : class => isNeeded ? items.Select(item => Of(PSObject.AsPSObject(item), typeof(T).FullName + "#" + view)) : items;

    /// <summary>The cells, whose table says their kind when one is not ordinary.</summary>
    public static IEnumerable<object> OfCells(IReadOnlyList<NumaCell> cells) => Of(cells, nameof(NumaCell.Kind), cells.Any(cell => cell.Kind is not (null or CellKind.Ordinary)));

    /// <summary>The rows of a matrix, each with a property for each of its columns; the first is printed with the line above the matrix.</summary>
    public static IEnumerable<PSObject> OfMatrix(IReadOnlyList<NumaDistanceRow> rows)
    {
        foreach (var row in rows)
        {
            // A property of its own, so that it stands before the columns in Export-Csv.
            var shown = new PSObject(row);
            shown.Properties.Add(new PSNoteProperty(nameof(row.From), row.From));
            foreach (var to in row.To)
                shown.Properties.Add(new PSNoteProperty(PlacementText.Number(to), row.Distance(to)));
            yield return ReferenceEquals(row, rows[0]) ? Of(shown, typeof(NumaDistanceRow).FullName + "#Header") : shown;
        }
    }

    /// <summary>An object of one of several machines, whose table says of which: <c>NumaTopology.NumaCell#Fleet</c>, <c>NumaTopology.NumaDevice#DistanceFleet</c>.</summary>
    /// <param name="item">The object.</param>
    /// <param name="name">The table that it has for one machine. Whether nodes are ordinary differs from machine to machine, and all have one table.</param>
    public static PSObject OfFleet(PSObject item, string name)
    {
        var view = name.IndexOf('#') is var at && at >= 0 && !name.EndsWith("#" + nameof(NumaCell.Kind), StringComparison.Ordinal) ? name.Substring(at + 1) : "";
        return Of(item, $"{item.BaseObject.GetType().FullName}#{view}{Fleet}");
    }

    /// <summary>Whether an object is one of several machines, as the cmdlet says that wrote it.</summary>
    public static bool IsOfFleet(object item) => PSObject.AsPSObject(item).TypeNames[0].EndsWith(Fleet, StringComparison.Ordinal);

    private static PSObject Of(PSObject item, string name)
    {
        // An object that was asked for before still has its name.
        if (item.TypeNames[0] != name)
            item.TypeNames.Insert(0, name);
        return item;
    }
}
