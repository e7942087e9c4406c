namespace NumaTopology;

/// <summary>The resource that a cgroup or job object limits.</summary>
public enum LimitedResource
{
    /// <summary>Memory of all processes together.</summary>
    Memory,

    /// <summary>Huge pages of one size, of all processes together.</summary>
    HugePages,

    /// <summary>CPU time of all processes together.</summary>
    Cpu,

    /// <summary>Windows: memory of each single process.</summary>
    ProcessMemory,
}
