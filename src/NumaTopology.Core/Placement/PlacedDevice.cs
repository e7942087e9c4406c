namespace NumaTopology.Placement;

/// <summary>A device to stay close to whose cell the machine has.</summary>
internal readonly struct PlacedDevice
{
    public PlacedDevice(NumaDevice device, int place)
    {
        Device = device;
        Place = place;
    }

    public NumaDevice Device { get; }

    /// <summary>Where its cell is in the list of cells.</summary>
    public int Place { get; }
}
