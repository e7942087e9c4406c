using System.Globalization;

namespace NumaTopology.Windows;

/// <summary>The facts of a Windows machine: what one call returned, each under its name.</summary>
internal static class WindowsFacts
{
    /// <summary>GetLogicalProcessorInformationEx by relationship: the buffer as returned.</summary>
    public const string Cores = "processors/Core";
    public const string NumaNodes = "processors/NumaNode";
    public const string NumaNodesEx = "processors/NumaNodeEx";
    public const string Caches = "processors/Cache";
    public const string Packages = "processors/ProcessorPackage";
    public const string Groups = "processors/Group";
    public const string Dies = "processors/ProcessorDie";
    public const string Modules = "processors/ProcessorModule";

    /// <summary>GetSystemFirmwareTable of the provider ACPI: the table's bytes.</summary>
    public const string Slit = "firmware/SLIT";
    public const string Srat = "firmware/SRAT";
    public const string Hmat = "firmware/HMAT";

    /// <summary>GlobalMemoryStatusEx: ullTotalPhys, in bytes.</summary>
    public const string TotalMemory = "memory/total";

    /// <summary>GetLargePageMinimum, in bytes.</summary>
    public const string LargePage = "memory/large-page";

    /// <summary>dwPageSize of GetNativeSystemInfo, in bytes.</summary>
    public const string PageSize = "memory/page-size";

    /// <summary>GetComputerNameEx.</summary>
    public const string HostName = "host/name";

    /// <summary>RtlGetVersion: major.minor.build.</summary>
    public const string Version = "host/version";

    /// <summary>wProcessorArchitecture of GetNativeSystemInfo, as uname would write it.</summary>
    public const string Architecture = "host/architecture";

    /// <summary>The groups and masks that the process may run on, one a line: <c>0 ff</c>.</summary>
    public const string Affinity = "process/affinity";

    /// <summary>GetNumaAvailableMemoryNodeEx, in bytes.</summary>
    public static string AvailableMemory(int node) => Node(node) + "available";

    /// <summary>QueryPartitionInformation of the system partition for the node: the 240 bytes of WIN32_MEMORY_PARTITION_INFORMATION.</summary>
    public static string Partition(int node) => Node(node) + "partition";

    /// <summary>The counters of 'NUMA Node Memory' for the node, one a line: <c>Total MBytes 16384</c>.</summary>
    public static string Counters(int node) => Node(node) + "counters";

    /// <summary>GetNumaProximityNodeEx: the node of a proximity domain.</summary>
    public static string NodeOfDomain(uint domain) => "domain/" + domain.ToString(CultureInfo.InvariantCulture);

    private static string Node(int node) => $"memory/node{node.ToString(CultureInfo.InvariantCulture)}/";
}
