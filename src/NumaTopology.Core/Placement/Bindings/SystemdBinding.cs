namespace NumaTopology.Placement.Bindings;

/// <summary>
/// A drop-in for a service. CPUAffinity and NUMAPolicy rather than AllowedCPUs and AllowedMemoryNodes: they need no cpuset controller delegated to
/// the unit, and every systemd since 243 has them.
/// </summary>
internal static class SystemdBinding
{
    public static string Write(NumaPlacement placement)
    {
        var text = "[Service]\nCPUAffinity=" + placement.Cpus;
        var memory = NumaBinding.MemoryCells(placement);
        return memory.IsEmpty ? text : $"{text}\nNUMAPolicy=bind\nNUMAMask={memory}";
    }
}
