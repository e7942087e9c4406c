using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture;

/// <summary>What stands above a picture, below the name of the machine.</summary>
internal static class HeadLines
{
    public static IEnumerable<string> Of(NumaCapabilities machine)
    {
        if (MachineSummary.CpuModel(machine) is { } model)
            yield return model;
        yield return MachineSummary.Counts(machine);
        if (MachineSummary.Memory(machine) is { } memory)
            yield return "memory " + memory;
        else if (machine.Cells.All(cell => cell.Memory is null))
            yield return "memory not reported";
        var groups = machine.Cells.SelectMany(cell => cell.Processors ?? []).Where(processor => processor.Group is not null).GroupBy(processor => processor.Group!.Value, processor => processor.Id).OrderBy(group => group.Key).ToList();
        if (groups.Count > 1)
            yield return $"{groups.Count} processor groups: CPUs {string.Join(" | ", groups.Select(CpuSet.From))}";
        if (machine.PresentCpus is { } present && machine.OnlineCpus is { } online && present.Except(online) is { Count: > 0 } offline)
            yield return $"offline: {PlacementText.Cpus(offline)}";
        if (machine.AllowedCpus is { } allowed && machine.OnlineCpus is { } running && !running.IsSubsetOf(allowed))
            yield return $"allowed: {allowed.Count} of {running.Count} CPUs: {allowed}";
        if (machine.AllowedCells is { } cells && cells.Count < machine.Cells.Count)
            yield return cells.Count == 0 ? "allowed: memory of no node" : $"allowed: memory of {PlacementText.Cells(cells)}";
        // The tightest of each kind; where a limit is set, is in the capabilities.
        foreach (var alike in (machine.Limits ?? []).GroupBy(limit => (limit.Resource, limit.PageSize)))
            yield return $"limited: {alike.Min()!.Brief}";
    }
}
