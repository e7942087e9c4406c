using System.Collections.Generic;

namespace NumaTopology;

/// <summary>What a list of devices and the cells of their machine say of each other.</summary>
internal static class NumaDevices
{
    /// <summary>The cells, each with the devices that hang at it; as they are when devices are unknown.</summary>
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
