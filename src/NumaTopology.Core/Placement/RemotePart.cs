using System.Collections.Generic;
using System.Linq;
using NumaTopology.Relations;

namespace NumaTopology.Placement;

/// <summary>Names what of a placement is farther than local from a node that gives CPUs.</summary>
internal sealed class RemotePart
{
    private readonly NumaPlacement _placement;
    private readonly DistanceMatrix _distances;
    private readonly int[] _from;

    /// <param name="placement">The placement, whose distances are known.</param>
    /// <param name="distances">The distances of its machine.</param>
    public RemotePart(NumaPlacement placement, DistanceMatrix distances)
    {
        _placement = placement;
        _distances = distances;
        _from = [.. placement.CellCpus.Select(share => share.CellId)];
    }

    /// <summary>Memory by distance, CPUs where no memory was requested, devices: <c>364 MiB on node 1 at 21</c>. <c>all local</c> when there is none.</summary>
    /// <param name="devices">The devices to stay close to, with their largest distances.</param>
    public IEnumerable<string> Texts(IEnumerable<(NumaDevice Device, int? Distance)> devices)
    {
        var remote = _placement.Memory.GroupBy(share => At(share.CellId)).Where(group => group.Key is not null).Select(group => $"{Amount(group)} on {PlacementText.Cells(group.Select(share => share.CellId))} at {group.Key}").ToList();
        if (_placement.Memory.Count == 0 && Apart() is { } apart)
            remote.Add($"CPUs {apart} apart");
        var far = devices.Where(device => device.Distance > NumaDistance.Local && !(_from.Length == 1 && device.Device.CellId == _from[0])).Select(device => $"{device.Device} at {device.Distance}").ToList();
        if (remote.Count == 0 && (far.Count == 0 || _placement.Memory.Count > 0))
            remote.Add(far.Count == 0 ? "all local" : "memory local");
        return remote.Concat(far);
    }

    /// <summary>The largest distance of a node's memory from the other nodes that give CPUs; null when it is local to all of them.</summary>
    private string? At(int cell)
    {
        var distances = _from.Where(from => from != cell).Select(from => _distances[_distances.IndexOf(from), _distances.IndexOf(cell)]).ToList();
        if (_from.Contains(cell))
            distances.Add(NumaDistance.Local);
        return Range(distances);
    }

    private string? Apart() => Range([.. _from.SelectMany(from => _from.Where(to => to != from).Select(to => _distances[_distances.IndexOf(from), _distances.IndexOf(to)]))]);

    private static string? Range(IReadOnlyList<int> distances) =>
        distances.Count == 0 || distances.Max() <= NumaDistance.Local ? null : distances.Min() < distances.Max() ? $"up to {distances.Max()}" : $"{distances.Max()}";

    private string Amount(IEnumerable<MemoryShare> shares)
    {
        long bytes = shares.Sum(share => share.Bytes), pages = shares.Sum(share => share.HugePages);
        var text = pages == 0 ? "" : PlacementText.Pages(pages, _placement.Request.HugePage!.Value);
        return bytes == 0 ? text : pages == 0 ? PlacementText.Bytes(bytes) : $"{PlacementText.Bytes(bytes)} and {text}";
    }
}
