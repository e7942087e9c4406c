using System;
using System.Collections.Generic;
using NumaTopology.Health;
using NumaTopology.Linux;
using NumaTopology.Processes;
using NumaTopology.Reservations;
using NumaTopology.Machines.Linux;
using NumaTopology.Relations.Groups;
using NumaTopology.Relations.Links;
using static NumaTopology.Fuzz.Questions;

namespace NumaTopology.Fuzz;

/// <summary>The files of sysfs, procfs, cgroups and resctrl.</summary>
internal static class LinuxTargets
{
    private const string Small = "tests/Fuzz/small.numa";
    private const string Kept = "tests/Machines/";
    private const string Node = "sys/devices/system/node/";
    private const string Node0 = Node + "node0/";
    private const string Cpu = "sys/devices/system/cpu/";
    private const string Topology = Cpu + "cpu0/topology/";
    private const string Cache = Cpu + "cpu0/cache/";
    private const string Initiators = Node + "node3/access1/initiators/";
    private const string MemorySide = Node + "node3/memory_side_cache/";
    private const string HugePages = Node0 + "hugepages/";
    private const string Resctrl = "sys/fs/resctrl/info/";
    private const string Cgroup = "sys/fs/cgroup/";
    private const string Tiers = "sys/devices/virtual/memory_tiering/";
    private const string Bridge = "sys/devices/pci0000:40/0000:40:00.0/";
    private const string Nvme = Bridge + "0000:41:00.0/";
    private const string Virtio = "sys/devices/pci0000:80/0000:80:00.0/0000:81:00.0/virtio2/block/vda/";

    public static IEnumerable<FuzzTarget> All =>
    [
        Of("online", Small, [typeof(OnlineCpus), typeof(DistanceRow), typeof(IdSetParser)],
            [Cpu + "online", Cpu + "present", Cpu, Cpu + "cpu1/online", Node + "online", Node + "possible", Node, "proc/stat"], CellIds, Capabilities),
        Of("cpulist", Small, [typeof(OnlineCpus), typeof(IdSetParser)],
            [Node0 + "cpulist", Node0 + "cpumap", Node + "node1/cpulist"], Cells),
        Of("meminfo", Small, [typeof(MemoryInfo), typeof(AvailableMemory)],
            [Node0 + "meminfo", "proc/meminfo", "proc/sys/vm/min_free_kbytes", "proc/sys/vm/watermark_scale_factor", Node], FreeMemory, OneCell),
        Of("distance", Kept + "flat.numa", [typeof(DistanceRow), typeof(LinkGraph), typeof(LinkClasses), typeof(NearestGroups)],
            [Node0 + "distance", Node + "node1/distance", Node + "node2/distance", Node + "node3/distance", Node + "online", Node + "possible"], Distances, Cells),
        Of("topology", Kept + "flat.numa", [typeof(ProcessorTopology), typeof(CellSocketReader), typeof(CoreKinds)],
            [Topology + "physical_package_id", Topology + "die_id", Topology + "cluster_id", Topology + "core_id", Topology + "thread_siblings_list", Topology + "thread_siblings",
             Topology + "package_cpus_list", Topology + "package_cpus", Topology + "core_siblings_list", Topology + "die_cpus_list", Cpu + "cpu0/cpu_capacity",
             "sys/devices/cpu_core/cpus", "sys/devices/cpu_atom/cpus", "sys/devices/cpu_lowpower/cpus", Cpu + "cpu2/topology/physical_package_id", Cpu + "cpu2/topology/package_cpus_list", Cpu + "cpu2/topology/die_id", Cpu + "cpu2/topology/die_cpus_list",
             Cpu + "cpu4/topology/physical_package_id", Cpu + "cpu4/topology/package_cpus_list", Cpu + "cpu4/topology/die_id", Cpu + "cpu4/topology/die_cpus_list"], Capabilities),
        Of("cache", Small, [typeof(CpuCacheReader), typeof(CacheList)],
            [Cache + "index0/level", Cache + "index0/type", Cache + "index0/size", Cache + "index0/id", Cache + "index0/shared_cpu_list", Cache + "index0/shared_cpu_map",
             Cache + "index0/coherency_line_size", Cache + "index0/ways_of_associativity", Cache, Cache + "index3/level", Cache + "index3/size", Cache + "index3/id", Cache + "index3/shared_cpu_list"],
            Capabilities),
        Of("hugepages", Small, [typeof(PagePoolReader), typeof(BasePage)],
            [HugePages + "hugepages-2048kB/nr_hugepages", HugePages + "hugepages-2048kB/free_hugepages", HugePages, HugePages + "hugepages-1048576kB/nr_hugepages", LinuxFacts.PageSize, "proc/hwloc-nofile-info"],
            OneCell),
        Of("access", Kept + "hmat.numa", [typeof(InterconnectReader), typeof(LinkPerformance)],
            [Initiators + "read_latency", Initiators + "write_latency", Initiators + "read_bandwidth", Initiators + "write_bandwidth", Initiators, Node + "node3/access0/initiators/read_bandwidth"],
            Distances, Cells),
        Of("memcache", Kept + "hmat.numa", [typeof(MemorySideCacheReader)],
            [MemorySide + "index1/size", MemorySide + "index1/indexing", MemorySide + "index1/write_policy", MemorySide + "index1/line_size", MemorySide], Cells),
        Of("kind", Kept + "hmat.numa", [typeof(CellKinds), typeof(DaxDeviceReader)],
            [Tiers, Tiers + "memory_tier4/nodelist", Tiers + "memory_tier22/nodelist", Node + "has_generic_initiator", "sys/bus/dax/drivers/kmem/", "sys/bus/dax/devices/dax0.0/target_node",
             "sys/bus/dax/devices/dax0.0/numa_node", "sys/bus/cxl/devices/", "sys/bus/cxl/devices/dax_region0/dax0.0/", "sys/bus/nd/devices/", "sys/bus/nd/devices/dax0.1/dax0.0/", Node + "node3/meminfo"],
            Cells),
        Of("link", Kept + "hmat.numa", [typeof(SysfsLinks), typeof(LinuxDevices), typeof(DeviceLocalityReader)],
            ["sys/class/net/", "link/sys/class/net/eth0", "sys/class/drm/", "link/sys/class/drm/card0", "sys/class/accel/", "link/sys/class/accel/accel0", "sys/class/infiniband/", "link/sys/class/infiniband/mlx5_0",
             "sys/bus/pci/devices/", "link/sys/bus/pci/devices/0000:41:00.0"], Devices),
        Of("pci", Kept + "hmat.numa", [typeof(DeviceLocalityReader), typeof(Hexadecimal), typeof(LinuxDevices)],
            [Nvme + "class", Nvme + "vendor", Nvme + "device", Nvme + "numa_node", Nvme + "local_cpulist", Nvme + "local_cpus", Bridge + "numa_node",
             "sys/devices/pci0000:40/pci_bus/0000:40/cpulistaffinity", "sys/devices/pci0000:40/pci_bus/0000:40/cpuaffinity", Nvme + "nvme/nvme0/numa_node"], Devices),
        Of("disk", Kept + "hmat.numa", [typeof(BlockDeviceReader), typeof(SysfsLinks)],
            [Virtio + "size", Nvme + "nvme/nvme0/nvme0n1/size", Nvme + "nvme/nvme0/model", "sys/class/block/", "link/sys/class/block/vda", "link/sys/class/block/nvme0n1",
             "sys/devices/virtual/nvme-subsystem/nvme-subsys0/", "link/sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme1",
             "link/sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0"], Devices),
        Of("confinement", Small, [typeof(Confinement), typeof(CpusetMount)],
            ["proc/self/status", "proc/mounts", "proc/self/cgroup", "proc/self/cpuset", Cgroup + "cpuset.cpus.effective", Cgroup + "a/cpuset.mems", Cgroup + "cpuset/a/cpuset.cpus", Cgroup + "cpuset/cpuset.mems", "dev/cpuset/cpus"],
            Capabilities),
        Of("limits", Small, [typeof(CgroupLimitReader), typeof(CgroupMount), typeof(CgroupValueReader), typeof(Cgroups)],
            ["proc/self/mountinfo", "proc/self/cgroup", Cgroup + "a/memory.max", Cgroup + "a/memory.high", Cgroup + "a/memory.current", Cgroup + "a/memory.stat", Cgroup + "a/cpu.max",
             Cgroup + "a/hugetlb.2MB.max", Cgroup + "a/hugetlb.2MB.rsvd.max", Cgroup + "a/hugetlb.2MB.current", Cgroup + "memory/a/memory.limit_in_bytes", Cgroup + "memory/a/memory.usage_in_bytes",
             Cgroup + "memory/memory.stat", Cgroup + "memory/memory.use_hierarchy", Cgroup + "cpu/cpu.cfs_quota_us", Cgroup + "cpu/cpu.cfs_period_us", "proc/mounts"],
            Capabilities),
        Of("reservation", Kept + "reserved.numa", [typeof(LibvirtReservations), typeof(LibvirtMemory), typeof(KubeletReservations), typeof(JsonText), typeof(JsonScanner), typeof(JsonValue), typeof(SystemdReservations), typeof(CgroupReservations), typeof(CgroupTree), typeof(AffinityReservations)],
            ["run/libvirt/qemu/db.xml", "var/lib/kubelet/cpu_manager_state", "var/lib/kubelet/memory_manager_state", "etc/systemd/system/web.service", Cgroup + "vm.slice/cpuset.cpus.partition",
             Cgroup + "system.slice/web.service/cpuset.cpus", Cgroup + "system.slice/web.service/cpuset.mems", Cgroup + "cpuset.cpus.effective", "proc/700/status", "proc/700/task/700/status",
             "proc/700/cgroup", "sys/devices/system/cpu/isolated", "sys/devices/system/cpu/nohz_full", "sys/fs/cgroup/system.slice/", "proc/self/mountinfo", "proc/500/status"],
            Questions.Reservations),
        Of("process", Kept + "reserved.numa", [typeof(ThreadStat), typeof(ThreadStatusReader), typeof(ThreadReader), typeof(LinuxProcesses)],
            ["proc/500/stat", "proc/500/status", "proc/500/task/", "proc/500/task/501/stat", "proc/500/task/501/status", "proc/"], Questions.Processes),
        Of("numamaps", Kept + "reserved.numa", [typeof(NumaMaps), typeof(ProcessUsage)], ["proc/500/numa_maps"], Questions.Processes),
        Of("health", Kept + "hmat.numa", [typeof(MemoryBlockReader), typeof(InterruptReader), typeof(VirtualMachine), typeof(TransparentHugePageRule), typeof(HugePageDefaultRule), typeof(MemoryOnlineRule), typeof(InterruptNodeRule)],
            [Node0, "sys/devices/system/memory/block_size_bytes", "sys/devices/system/memory/memory9/state", "sys/devices/system/memory/memory10/state", "sys/devices/system/memory/auto_online_blocks",
             "sys/bus/dax/devices/", "sys/bus/dax/drivers/device_dax/", "sys/bus/pci/devices/0000:41:00.0/msi_irqs/", "proc/irq/40/effective_affinity_list", "proc/irq/40/smp_affinity_list", "sys/kernel/irq/40/per_cpu_count",
             "proc/sys/kernel/numa_balancing", "proc/sys/vm/zone_reclaim_mode", "proc/sys/vm/swappiness", "sys/kernel/mm/transparent_hugepage/enabled", "sys/kernel/mm/transparent_hugepage/defrag", "proc/meminfo",
             Cpu + "isolated", Cpu + "smt/control", "sys/class/dmi/id/sys_vendor"], Questions.Checks),
        Of("activity", Small, [typeof(CellCounterReader), typeof(UptimeReader), typeof(TextBytes)],
            [Node0 + "vmstat", Node0 + "numastat", "proc/vmstat", "proc/uptime", Node0 + "cpulist", HugePages, HugePages + "hugepages-2048kB/free_hugepages"], Activity),
        Of("stat", Small, [typeof(CpuTimeReader)], ["proc/stat"], Questions.CpuTimes),
        Of("cpuinfo", Small, [typeof(HostIdentity), typeof(ProcessorArchitecture)],
            ["proc/cpuinfo", LinuxFacts.MachineName, "proc/hwloc-nofile-info", "proc/sys/kernel/hostname", "proc/sys/kernel/ostype", "proc/sys/kernel/osrelease"], Capabilities),
        Of("resctrl", Small, [typeof(ResourceControlReader)],
            [Resctrl, Resctrl + "L3/cbm_mask", Resctrl + "L3/min_cbm_bits", Resctrl + "L3/num_closids", Resctrl + "MB/bandwidth_gran", Resctrl + "MB/min_bandwidth", Resctrl + "MB/num_closids",
             Resctrl + "L3_MON/num_rmids", Resctrl + "L3_MON/mon_features", Resctrl + "L3_MON/max_threshold_occupancy", Resctrl + "L3CODE/cbm_mask"], Capabilities),
    ];

    private static FuzzTarget Of(string name, string machine, IReadOnlyList<Type> readers, string[] facts, params Action<Machine>[] questions) =>
        FuzzTarget.OfMachine(name, machine, readers, (recorded, input) => InputFacts.Share(recorded, facts, input), questions);
}
