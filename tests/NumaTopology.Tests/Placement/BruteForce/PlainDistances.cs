using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement.BruteForce;

/// <summary>Distances by cell numbers: 255 for what cannot be reached, 256 for what is unknown.</summary>
internal sealed class PlainDistances(NumaCapabilities machine)
{
    private readonly Dictionary<(int, int), int> _told = machine.Distances.Where(distance => distance.Value > 0).ToDictionary(distance => (distance.From, distance.To), distance => System.Math.Min(distance.Value, 255));

    public int this[int from, int to] => _told.TryGetValue((from, to), out var value) ? value : from == to ? 10 : 256;

    /// <summary>The devices whose distance counts, each once.</summary>
    public IEnumerable<NumaDevice> Devices(PlacementRequest request) => request.Devices.DistinctBy(device => device.Name).Where(device => machine.Cells.Any(cell => cell.Id == device.CellId));
}
