using System;
using System.Collections.Generic;
using System.Text;
using NumaTopology.Acpi;
using NumaTopology.Health;
using NumaTopology.Machines.Windows;
using NumaTopology.Processes;
using NumaTopology.Windows;
using static NumaTopology.Fuzz.Questions;

namespace NumaTopology.Fuzz;

/// <summary>What calls of Windows and the firmware return: buffers of one record kind, ACPI tables, and texts.</summary>
internal static class WindowsTargets
{
    private const string Disk = "SCSI/DISK&VEN_NVME&PROD_SAMSUNG_980/5&100&0&000000";

    public static IEnumerable<FuzzTarget> All =>
    [
        Buffer("core", "hybrid-laptop", [typeof(ProcessorRecord), typeof(WindowsProcessors)], [WindowsFacts.Cores], Capabilities),
        Buffer("numanode", "hmat-2", [typeof(ProcessorRecord), typeof(GroupNumbers)], [WindowsFacts.NumaNodesEx, WindowsFacts.NumaNodes], CellIds, Capabilities),
        Buffer("cacherecord", "hmat-2", [typeof(ProcessorRecord), typeof(WindowsCaches)], [WindowsFacts.Caches], Capabilities),
        Buffer("package", "hmat-2", [typeof(ProcessorRecord), typeof(ProcessorSets)], [WindowsFacts.Packages, WindowsFacts.Dies, WindowsFacts.Modules], Capabilities),
        Buffer("group", "groupcount-0", [typeof(ProcessorRecord), typeof(GroupNumbers)], [WindowsFacts.Groups], Capabilities),
        Buffer("cpusets", "hybrid-laptop", [typeof(WindowsCpuSets)], [WindowsFacts.CpuSets], Capabilities),
        Buffer("job", "sub-numa", [typeof(JobLimits)], [WindowsFacts.JobLimits, WindowsFacts.JobMemory, WindowsFacts.JobCpuRate], Capabilities),
        Buffer("partition", "altra-2x80", [typeof(WindowsMemory)], [WindowsFacts.Partition(0)], FreeMemory),
        Buffer("times", "hmat-2", [typeof(WindowsCpuTimes)], [WindowsFacts.Times(0)], CpuTimes),
        Table("slit", "sparse-domains", [typeof(Slit), typeof(TableBytes), typeof(WindowsDistances)], WindowsFacts.Slit, Distances, Cells),
        Table("srat", "sparse-domains", [typeof(Srat), typeof(TableBytes), typeof(WindowsMemory)], WindowsFacts.Srat, FreeMemory, Cells),
        Table("hmat", "hmat-2", [typeof(Hmat), typeof(TableBytes)], WindowsFacts.Hmat, Distances, Capabilities),
        Text("wintext", "groupcount-0", [typeof(WindowsMemory), typeof(WindowsReader), typeof(DomainMap)],
            [WindowsFacts.Counters(0), WindowsFacts.Counters(1), WindowsFacts.TotalMemory, WindowsFacts.AvailableMemory(0), WindowsFacts.PageSize, WindowsFacts.LargePage, WindowsFacts.Affinity,
             WindowsFacts.HostAvailableMemory, WindowsFacts.NodeOfDomain(0), WindowsFacts.Version, WindowsFacts.Architecture], FreeMemory, Capabilities),
        Text("allowed", "job", [typeof(WindowsConfinement), typeof(GroupMask)],
            [WindowsFacts.JobAffinity, WindowsFacts.JobGroups, WindowsFacts.DefaultCpuSets, WindowsFacts.DefaultCpuSetIds, WindowsFacts.Affinity, WindowsFacts.Version, WindowsFacts.HighestNode], Capabilities),
        Text("winprocess", "job", [typeof(WindowsProcesses), typeof(WorkingSet), typeof(WindowsConfinement)],
            [WindowsFacts.Processes, WindowsFacts.Threads, WindowsFacts.ExitCode(8), WindowsFacts.Of(8, WindowsFacts.Affinity), WindowsFacts.Of(8, WindowsFacts.DefaultCpuSets), WindowsFacts.Of(8, WindowsFacts.CpuSets),
             WindowsFacts.Of(8, WindowsFacts.JobAffinity), WindowsFacts.Of(8, WindowsFacts.JobLimits), WindowsFacts.IdealCpu(9), WindowsFacts.ThreadAffinity(9), WindowsFacts.WorkingSet(8)], Questions.Processes),
        Text("rss", "devices", [typeof(WindowsRss), typeof(RssNodeRule)], [WindowsFacts.Device(@"PCI\VEN_8086&DEV_10FB&SUBSYS_00038086&REV_01\6&2B3C4D5E&0&0008", WindowsFacts.Rss)], Questions.Checks),
        Text("windevice", "devices", [typeof(WindowsDevices)],
            [WindowsFacts.DiskDevices, WindowsFacts.NetworkDevices, WindowsFacts.PciDevices, WindowsFacts.AcceleratorDevices, Of(WindowsFacts.ParentDevice), Of(WindowsFacts.DiskNumber), Of(WindowsFacts.DiskSize),
             Of(WindowsFacts.StorageNode), Of(WindowsFacts.Name), Of(WindowsFacts.NumaNode), Of(WindowsFacts.BusNumber), Of(WindowsFacts.BusAddress)], Devices),
    ];

    private static string Of(string what) => "device/" + Disk + "/" + what;

    private static FuzzTarget Buffer(string name, string machine, IReadOnlyList<Type> readers, string[] facts, params Action<Machine>[] questions) =>
        FuzzTarget.OfMachine(name, $"tests/Machines/windows-{machine}.numa", readers, (recorded, input) => InputFacts.Give(recorded, facts, input), questions);

    private static FuzzTarget Text(string name, string machine, IReadOnlyList<Type> readers, string[] facts, params Action<Machine>[] questions) =>
        FuzzTarget.OfMachine(name, $"tests/Machines/windows-{machine}.numa", readers, (recorded, input) => InputFacts.Share(recorded, facts, input), questions);

    /// <summary>A table as it is, and with its header put right: what lies behind a wrong one is not read.</summary>
    private static FuzzTarget Table(string name, string machine, IReadOnlyList<Type> readers, string fact, params Action<Machine>[] questions)
    {
        var target = Buffer(name, machine, readers, [fact], questions);
        return new FuzzTarget(name, readers, input =>
        {
            target.Read(input);
            if (input.Length >= 36)
                target.Read(PutRight(fact, input));
        });
    }

    private static byte[] PutRight(string fact, byte[] table)
    {
        var named = (byte[])table.Clone();
        Encoding.ASCII.GetBytes(fact, fact.Length - 4, 4, named, 0);
        BitConverter.TryWriteBytes(named.AsSpan(4), named.Length);
        return named;
    }
}
