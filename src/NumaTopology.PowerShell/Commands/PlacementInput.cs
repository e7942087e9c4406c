using System;
using System.Collections.Generic;

namespace NumaTopology.Commands;

/// <summary>What one machine's objects in a pipe ask of a placement: the devices to stay close to and the cells to choose from.</summary>
internal sealed class PlacementInput
{
    /// <summary>The types of objects that a placement can be asked with.</summary>
    public static readonly Type[] Types = [typeof(NumaCapabilities), typeof(NumaCell), typeof(NumaDevice)];

    private PlacementInput(string? snapshot) => Snapshot = snapshot;

    /// <summary>The snapshot or folder that they were read from; null for this machine.</summary>
    public string? Snapshot { get; }

    public List<NumaDevice> Devices { get; } = [];

    public List<int> Cells { get; } = [];

    /// <summary>The machine's part of what was piped, which begins with its first object.</summary>
    public static PlacementInput Of(List<PlacementInput> all, string? snapshot)
    {
        snapshot = string.IsNullOrEmpty(snapshot) ? null : snapshot;
        var own = all.Find(input => PipedInput.IsSame(input.Snapshot, snapshot));
        if (own is null)
            all.Add(own = new PlacementInput(snapshot));
        return own;
    }
}
