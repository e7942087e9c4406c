using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>
/// Reads the numbers of cells. A range can be typed as an argument: PowerShell hands <c>Get-NumaCell 0..3</c> on as the text '0..3', for an
/// operator needs parentheses there; the kernel's <c>0-3,8</c> is read as well. What is no whole number is refused here, for PowerShell would
/// make 13 of '1,3', 2 of 1.6 and 1 of $true.
/// </summary>
internal sealed class CellRangeAttribute : ArgumentTransformationAttribute
{
    // No system has more nodes than Linux allows (1024), by far.
    private const int MostCells = 1 << 16;

    /// <summary>Whether only nodes of this machine can be meant: the cmdlet reads no snapshot.</summary>
    public bool OfThisMachine { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Read(inputData, OfThisMachine);

    /// <summary>The numbers that a value means; null for null.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It means none.</exception>
    public static int[]? Read(object? value, bool ofThisMachine = false)
    {
        var input = Unwrap(value);
        if (input is null)
            return null;
        var ids = new List<int>();
        foreach (var item in input is string || input is not IEnumerable several ? [input] : several.Cast<object?>())
            Add(ids, Unwrap(item), ofThisMachine);
        return ids.ToArray();
    }

    private static object? Unwrap(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;

    private static void Add(List<int> ids, object? item, bool ofThisMachine)
    {
        switch (item)
        {
            case int or long or short or byte or sbyte or ushort or uint:
                ids.Add(LanguagePrimitives.ConvertTo<int>(item));
                break;
            case string text:
                foreach (var part in text.Split(','))
                    AddPart(ids, part.Trim(), ofThisMachine);
                break;
            default:
                throw new ArgumentTransformationMetadataException($"'{item}' is not a node number.");
        }
    }

    /// <summary>A number, or two with .. or - between them.</summary>
    private static void AddPart(List<int> ids, string part, bool ofThisMachine)
    {
        if (int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var single))
        {
            ids.Add(single);
            return;
        }

        var separator = part.IndexOf("..", StringComparison.Ordinal) >= 0 ? ".." : "-";
        var at = part.IndexOf(separator, StringComparison.Ordinal);
        if (at < 1 || !TryId(part.Substring(0, at), out var first) || !TryId(part.Substring(at + separator.Length), out var last))
            throw new ArgumentTransformationMetadataException($"'{part}' is neither a node number nor a range such as 0..3.{(part.IndexOfAny(['.', '/', '\\']) < 0 ? "" : ofThisMachine ? " A file is not accepted, only nodes of this machine are." : " Use -Snapshot for a file.")}");
        if (Math.Abs((long)last - first) >= MostCells)
            throw new ArgumentTransformationMetadataException($"The range '{part}' is too large; no machine has that many nodes.");
        ids.AddRange(first <= last ? Enumerable.Range(first, last - first + 1) : Enumerable.Range(last, first - last + 1).Reverse());
    }

    private static bool TryId(string text, out int id) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
