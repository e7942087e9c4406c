namespace NumaTopology.Comparison.Parts;

/// <summary>What resctrl can divide and measure beside caches.</summary>
internal static class ResourceControlPart
{
    public static void Compare(NumaCapabilities reference, NumaCapabilities difference, ComparisonReport report) => report.Compare(
        "",
        "",
        reference,
        difference,
        new Facet<NumaCapabilities>(nameof(NumaCapabilities.CacheMonitor), machine => machine.CacheMonitor, (_, _, _) => "Other events of caches can be measured."),
        new Facet<NumaCapabilities>(nameof(NumaCapabilities.MemoryBandwidth), machine => machine.MemoryBandwidth, (_, _, _) => "Memory bandwidth can be divided into other shares."),
        new Facet<NumaCapabilities>(nameof(NumaCapabilities.MemoryBandwidthMonitor), machine => machine.MemoryBandwidthMonitor, (_, _, _) => "Other events of the memory bandwidth can be measured."));
}
