namespace NumaTopology.Placement;

/// <summary>A device to stay close to whose cell the machine has.</summary>
internal readonly struct LocatedDevice
{
    public LocatedDevice(NumaDevice device, int index)
    {
        Device = device;
        CellIndex = index;
    }

    public NumaDevice Device { get; }

    /// <summary>The index of its cell in the list of cells.</summary>
    public int CellIndex { get; }
}
