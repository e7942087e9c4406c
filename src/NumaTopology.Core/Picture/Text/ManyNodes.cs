using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Text;

/// <summary>Many nodes that are alike, without a line for each.</summary>
internal static class ManyNodes
{
    private const int Group = 8;

    /// <summary>Their CPUs: the rule where each node's follow those of the one before, else node by node, as many in a line as there is room for.</summary>
    public static IEnumerable<string> Cpus(IReadOnlyList<NumaCell> cells, int width)
    {
        var all = cells.Aggregate(CpuSet.Empty, (union, cell) => union.Union(cell.Cpus));
        var nodes = PlacementText.Cells(cells.Select(cell => cell.Id));
        if (all.Count == 0)
            return Wrapping.Lines(nodes, width);
        if (Step(cells) is { } step)
            return Wrapping.Lines($"{nodes}: CPUs {all}; node {cells[0].Id} has {cells[0].Cpus}, each next one those {step} higher", width);
        var number = cells.Max(cell => PlacementText.Number(cell.Id).Length);
        var items = cells.Select(cell => $"{PlacementText.Number(cell.Id).PadLeft(number)}: {cell.Cpus}").ToList();
        var item = items.Max(text => text.Length) + 3;
        return InColumns(items, item, width).SelectMany(line => Wrapping.Lines(line, Math.Max(width, number + 3))).Prepend("CPUs by node:");
    }

    /// <summary>How much of each node's memory is in use, one character a node, and which has least left; none where that is unknown of one.</summary>
    public static IEnumerable<string> Memory(IReadOnlyList<NumaCell> cells, Glyphs glyphs, int width)
    {
        if (cells.Any(cell => cell.Memory is null))
            yield break;
        var (smallest, largest) = (ByteText.Rounded(cells.Min(cell => cell.Memory!.Value)), ByteText.Rounded(cells.Max(cell => cell.Memory!.Value)));
        foreach (var line in Wrapping.Lines($"memory of each: {smallest}{(smallest == largest ? "" : $" to {largest}")}", width))
            yield return line;
        var parts = cells.Select(MemoryParts.Of).ToList();
        if (parts.Contains(null))
            yield break;
        var least = Enumerable.Range(0, cells.Count).OrderBy(i => parts[i]!.Total - parts[i]!.Used).First();
        var word = cells[least].AvailableMemory is null ? "free" : "available";
        foreach (var line in Wrapping.Lines($"least {word}: {MemoryParts.Share(parts[least]!.Total - parts[least]!.Used, parts[least]!.Total)} on node {cells[least].Id}", width))
            yield return line;
        foreach (var line in Wrapping.Lines($"memory in use, from {glyphs.Levels[0]} (little) to {glyphs.Levels[glyphs.Levels.Length - 1]} (all), by node:", width))
            yield return line;
        var number = cells.Max(cell => PlacementText.Number(cell.Id).Length);
        var perLine = Math.Max(Math.Min((width - number - 1) / (Group + 1), 8), 1) * Group;
        for (var start = 0; start < cells.Count; start += perLine)
        {
            var line = PlacementText.Number(cells[start].Id).PadLeft(number);
            for (var i = start; i < cells.Count && i < start + perLine; i++)
                line += ((i - start) % Group == 0 ? " " : "") + glyphs.Levels[Math.Min((int)((double)parts[i]!.Used / parts[i]!.Total * glyphs.Levels.Length), glyphs.Levels.Length - 1)];
            yield return line;
        }
    }

    private static IEnumerable<string> InColumns(IReadOnlyList<string> items, int item, int width)
    {
        var count = Math.Max((width + 3) / item, 1);
        for (var i = 0; i < items.Count; i += count)
            yield return string.Concat(items.Skip(i).Take(count).Select(text => text.PadRight(item))).TrimEnd();
    }

    /// <summary>By how much the CPUs of each node are higher than those of the one before; null where that differs.</summary>
    private static int? Step(IReadOnlyList<NumaCell> cells)
    {
        var first = cells[0].Cpus.ToArray();
        if (first.Length == 0 || cells[1].Cpus.Count == 0)
            return null;
        var step = cells[1].Cpus.First!.Value - first[0];
        for (var i = 1; i < cells.Count; i++)
        {
            if (!cells[i].Cpus.ToArray().SequenceEqual(first.Select(cpu => cpu + (i * step))))
                return null;
        }

        return step;
    }
}
