using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>
/// Lets a range be typed as an argument: PowerShell hands <c>Get-NumaCell 0..3</c> on as the text '0..3', for an operator needs parentheses
/// there. What is no range goes on unchanged.
/// </summary>
internal sealed class CellRangeAttribute : ArgumentTransformationAttribute
{
    // No system has more nodes than Linux allows (1024), by far.
    private const int MostCells = 1 << 16;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var items = (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            string text => [text],
            IEnumerable several => several.Cast<object?>().ToArray(),
            var other => new[] { other },
        };
        if (!items.Any(item => Unwrap(item) is string text && TryRange(text, out _)))
            return inputData;
        var ids = new List<object?>();
        foreach (var item in items)
        {
            if (Unwrap(item) is string text && TryRange(text, out var range))
                ids.AddRange(range.Cast<object?>());
            else
                ids.Add(item);
        }

        return ids.ToArray();
    }

    private static object? Unwrap(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;

    private static bool TryRange(string text, out IEnumerable<int> range)
    {
        range = [];
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 1 || !TryId(text.Substring(0, dots), out var first) || !TryId(text.Substring(dots + 2), out var last))
            return false;
        if (Math.Abs((long)last - first) >= MostCells)
            throw new ArgumentTransformationMetadataException($"The range {text} is larger than any machine.");
        range = first <= last ? Enumerable.Range(first, last - first + 1) : Enumerable.Range(last, first - last + 1).Reverse();
        return true;
    }

    private static bool TryId(string text, out int id) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
