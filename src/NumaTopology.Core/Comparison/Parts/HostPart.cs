namespace NumaTopology.Comparison.Parts;

/// <summary>The system, the CPU's architecture and model, and the size of pages.</summary>
internal static class HostPart
{
    public static void Compare(NumaCapabilities reference, NumaCapabilities difference, ComparisonReport report) => report.Compare(
        "",
        "",
        reference,
        difference,
        new Facet<NumaCapabilities>(nameof(NumaCapabilities.OperatingSystem), machine => machine.OperatingSystem, (_, one, other) => $"Operating system: {other} instead of {one}; this says nothing about the hardware."),
        new Facet<NumaCapabilities>(nameof(NumaCapabilities.Architecture), machine => machine.Architecture, (_, one, other) => $"Programs for {one} do not run on {other}."),
        new Facet<NumaCapabilities>(nameof(NumaCapabilities.CpuModel), machine => machine.CpuModel, (_, one, other) => $"The CPUs are {other} instead of {one}; programs run at another speed."),
        new Facet<NumaCapabilities>(nameof(NumaCapabilities.PageSize), machine => machine.PageSize, (_, one, other) => $"Base pages have {ByteText.Short((long)other)} instead of {ByteText.Short((long)one)}; memory is allocated in other steps."));
}
