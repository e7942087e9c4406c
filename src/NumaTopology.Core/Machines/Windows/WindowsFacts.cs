using System;
using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Machines.Windows;

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

    /// <summary>GetNumaHighestNodeNumber.</summary>
    public const string HighestNode = "nodes/highest";

    /// <summary>GetSystemFirmwareTable of the provider ACPI: the table's bytes.</summary>
    public const string Slit = "firmware/SLIT";
    public const string Srat = "firmware/SRAT";
    public const string Hmat = "firmware/HMAT";

    /// <summary>NtQuerySystemInformationEx(SystemProcessorPerformanceInformation) of one group: 48 bytes a processor.</summary>
    public const string GroupTimes = "processors/Times/";

    /// <summary>GlobalMemoryStatusEx: ullTotalPhys, in bytes.</summary>
    public const string TotalMemory = "memory/total";

    /// <summary>GlobalMemoryStatusEx: ullAvailPhys, in bytes.</summary>
    public const string HostAvailableMemory = "memory/available";

    /// <summary>GetLargePageMinimum, in bytes.</summary>
    public const string LargePage = "memory/large-page";

    /// <summary>dwPageSize of GetNativeSystemInfo, in bytes.</summary>
    public const string PageSize = "memory/page-size";

    /// <summary>GetComputerNameExW(ComputerNamePhysicalDnsHostname).</summary>
    public const string HostName = "host/name";

    /// <summary>RtlGetVersion: major.minor.build.</summary>
    public const string Version = "host/version";

    /// <summary>wProcessorArchitecture of GetNativeSystemInfo, as uname would write it.</summary>
    public const string Architecture = "host/architecture";

    /// <summary>RegGetValueW: ProcessorNameString of <c>HKLM\HARDWARE\DESCRIPTION\System\CentralProcessor\0</c>.</summary>
    public const string CpuModel = "host/cpu-model";

    /// <summary>
    /// The processes, one a line: id, id of the parent, name of the program's file: <c>812 4 smss.exe</c>; and the threads, one a line: id of the process, id:
    /// <c>812 816</c>. CreateToolhelp32Snapshot.
    /// </summary>
    public const string Processes = "processes";
    public const string Threads = "threads";

    /// <summary>What tells what the process may use.</summary>
    public const string OfProcess = "process/";

    /// <summary>GetCurrentProcessId.</summary>
    public const string ProcessId = OfProcess + "id";

    /// <summary>The groups that the process is in and its mask in each, one a line: <c>0 ff</c>.</summary>
    public const string Affinity = OfProcess + "affinity";

    /// <summary>GetSystemCpuSetInformation for the process: the buffer as returned.</summary>
    public const string CpuSets = OfProcess + "cpu-sets";

    /// <summary>GetProcessDefaultCpuSetMasks, since build 20348, and GetProcessDefaultCpuSets, since Windows 10: the GROUP_AFFINITY array, the ids as u32. Empty when none are set.</summary>
    public const string DefaultCpuSets = OfProcess + "default-cpu-sets";
    public const string DefaultCpuSetIds = OfProcess + "default-cpu-set-ids";

    /// <summary>
    /// QueryInformationJobObject of the immediate job: the GROUP_AFFINITY array of JobObjectGroupInformationEx, since Windows 8, and the groups (u16) of
    /// JobObjectGroupInformation. Empty when the process is in no job.
    /// </summary>
    public const string JobAffinity = OfProcess + "job-affinity";
    public const string JobGroups = OfProcess + "job-groups";

    /// <summary>
    /// QueryInformationJobObject of the process's immediate job: the 144 bytes of JOBOBJECT_EXTENDED_LIMIT_INFORMATION, the 16 of
    /// JOBOBJECT_MEMORY_USAGE_INFORMATION, the 8 of JOBOBJECT_CPU_RATE_CONTROL_INFORMATION. Empty when the process is in no job.
    /// </summary>
    public const string JobLimits = OfProcess + "job-limits";
    public const string JobMemory = OfProcess + "job-memory";
    public const string JobCpuRate = OfProcess + "job-cpu-rate";

    /// <summary>CM_Get_Device_ID_List of the devices that are there: by class, and all of the PCI bus; one instance id a line.</summary>
    public const string DeviceLists = "devices/";
    public const string DiskDevices = DeviceLists + "DiskDrive";
    public const string NetworkDevices = DeviceLists + "Net";
    public const string DisplayDevices = DeviceLists + "Display";
    public const string AcceleratorDevices = DeviceLists + "ComputeAccelerator";
    public const string PciDevices = DeviceLists + "PCI";

    /// <summary>Facts of one device: DEVPKEY_Device_Numa_Node, _BusNumber, _Address (device and function), _FriendlyName (else _DeviceDesc), and the instance id that CM_Get_Parent leads to.</summary>
    public const string NumaNode = "numa-node";
    public const string BusNumber = "bus";
    public const string BusAddress = "slot";
    public const string Name = "name";
    public const string ParentDevice = "parent";

    /// <summary>Facts of a disk: IOCTL_STORAGE_GET_DEVICE_NUMBER, the bytes of IOCTL_DISK_GET_DRIVE_GEOMETRY_EX, the node of StorageDeviceNumaProperty.</summary>
    public const string DiskNumber = "disk-number";
    public const string DiskSize = "disk-size";
    public const string StorageNode = "storage-node";

    /// <summary>Of a network adapter: the keywords of RSS in its driver's key of the registry, one a line, those that are not set without a value: <c>*RssBaseProcNumber 8</c>.</summary>
    public const string Rss = "rss";

    public const string RssEnabled = "*RSS";
    public const string RssProfile = "*RSSProfile";
    public const string RssBaseGroup = "*RssBaseProcGroup";
    public const string RssBaseNumber = "*RssBaseProcNumber";
    public const string RssMaxGroup = "*RssMaxProcGroup";
    public const string RssMaxNumber = "*RssMaxProcNumber";

    private const string OneDevice = "device/";

    public static IReadOnlyList<string> RssKeywords { get; } = [RssEnabled, RssProfile, RssBaseGroup, RssBaseNumber, RssMaxGroup, RssMaxNumber];

    /// <summary>How the processors of a group have spent their time.</summary>
    public static string Times(int group) => GroupTimes + group.ToString(CultureInfo.InvariantCulture);

    /// <summary>A fact of another process, by its name of this one: <c>processes/812/affinity</c> for <c>process/affinity</c>. Of its job is told only when it is in none.</summary>
    public static string Of(int process, string fact) => $"{Processes}/{process.ToString(CultureInfo.InvariantCulture)}/{fact.Substring(OfProcess.Length)}";

    /// <summary>GetExitCodeProcess of a process: 259 (STILL_ACTIVE) while it runs.</summary>
    public static string ExitCode(int process) => Of(process, OfProcess + "exit-code");

    /// <summary>
    /// Pages in the working set of a process (QueryWorkingSetEx of each committed page, valid ones alone) by kind and node, one a line: <c>private 0 1203</c>. Kinds are
    /// those of VirtualQueryEx, <c>private</c>, <c>mapped</c> and <c>image</c>, and <c>large</c>; a large page counts as the base pages that it is made of.
    /// </summary>
    public static string WorkingSet(int process) => Of(process, OfProcess + "working-set");

    /// <summary>GetThreadGroupAffinity, <c>0 ff</c>, and GetThreadIdealProcessorEx, group and number: <c>0 3</c>.</summary>
    public static string ThreadAffinity(int thread) => Thread(thread) + "affinity";

    public static string IdealCpu(int thread) => Thread(thread) + "ideal-cpu";

    /// <summary>GetNumaAvailableMemoryNodeEx, in bytes.</summary>
    public static string AvailableMemory(int node) => Node(node) + "available";

    /// <summary>
    /// QueryPartitionInformation of the system's partition, else of the process's own, for the node; NtManagePartition before build 20348. The 240 bytes of
    /// WIN32_MEMORY_PARTITION_INFORMATION.
    /// </summary>
    public static string Partition(int node) => Node(node) + "partition";

    /// <summary>The counters of 'NUMA Node Memory' for the node, one a line: <c>Total MBytes 16384</c>.</summary>
    public static string Counters(int node) => Node(node) + "counters";

    /// <summary>GetNumaProximityNodeEx: the node of a proximity domain.</summary>
    public static string NodeOfDomain(uint domain) => "domain/" + domain.ToString(CultureInfo.InvariantCulture);

    /// <summary>A fact of one device. The backslashes of an instance id are slashes in a fact's name.</summary>
    public static string Device(string instanceId, string what) => OneDevice + instanceId.Replace('\\', '/') + "/" + what;

    /// <summary>The instance id and the kind of a device's fact; empty when it is none.</summary>
    public static (string InstanceId, string What) DeviceOf(string fact)
    {
        var end = fact.LastIndexOf('/');
        return fact.StartsWith(OneDevice, StringComparison.Ordinal) && end > OneDevice.Length
            ? (fact.Substring(OneDevice.Length, end - OneDevice.Length).Replace('/', '\\'), fact.Substring(end + 1))
            : ("", "");
    }

    private static string Thread(int thread) => $"{Threads}/{thread.ToString(CultureInfo.InvariantCulture)}/";

    private static string Node(int node) => $"memory/node{node.ToString(CultureInfo.InvariantCulture)}/";
}
