using System.Collections.Generic;

namespace NumaTopology;

/// <summary>Connects a list of devices with the nodes of their machine.</summary>
internal static class NumaDevices
{
    /// <summary>The nodes, each with the devices that are attached to it; unchanged when the devices are unknown.</summary>
    public static IReadOnlyList<NumaCell> Hang(IReadOnlyList<NumaDevice>? devices, IReadOnlyList<NumaCell> cells)
    {
        if (devices is null)
            return cells;
        var result = new List<NumaCell>(cells.Count);
        foreach (var cell in cells)
        {
            var own = new List<NumaDevice>();
            foreach (var device in devices)
            {
                if (device.CellId == cell.Id)
                    own.Add(device);
            }

            result.Add(cell with { Devices = own });
        }

        return result;
    }
}
