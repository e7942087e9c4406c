namespace NumaTopology.Tests.Remote;

/// <summary>Machines with what the recorded ones do not have, so that the collector must ask for every file that some decoder reads.</summary>
internal static class RareMachines
{
    private const string Bus = "pci0000:00/";
    private const string Memory = "sys/devices/system/memory/";

    /// <summary>As Linux 2.6.18 tells it: masks and no lists, no list of the processors that run, and nothing of what is allowed in proc/self/status.</summary>
    public static MachineBuilder OldKernel()
    {
        var machine = new MachineBuilder();
        for (var cell = 0; cell < 2; cell++)
        {
            machine.File($"{MachineBuilder.Nodes}node{cell}/cpumap", cell == 0 ? "00000003\n" : "0000000c\n").File($"{MachineBuilder.Nodes}node{cell}/meminfo", $"Node {cell} MemTotal: 4096 kB\nNode {cell} MemFree: 1024 kB\n");
            for (var cpu = 2 * cell; cpu < (2 * cell) + 2; cpu++)
            {
                var folder = $"{MachineBuilder.Cpus}cpu{cpu}/";
                machine.File(folder + "topology/physical_package_id", cell + "\n").File(folder + "topology/core_id", $"{cpu % 2}\n").File(folder + "topology/thread_siblings", $"{1 << cpu:x8}\n")
                    .File(folder + "topology/core_siblings", cell == 0 ? "00000003\n" : "0000000c\n")
                    .File(folder + "cache/index0/level", "2\n").File(folder + "cache/index0/type", "Unified\n").File(folder + "cache/index0/size", "512K\n").File(folder + "cache/index0/shared_cpu_map", $"{1 << cpu:x8}\n");
            }
        }

        return machine.Distances("10 20", "20 10").Remove(MachineBuilder.Nodes + "online").File(MachineBuilder.Cpus + "cpu3/online", "0\n").File("proc/stat", "cpu0 1 2 3 4\n")
            .File("proc/meminfo", "MemTotal: 8192 kB\n").File("proc/self/status", "Name:\tsh\nCpus_allowed:\t0f\n")
            .File("proc/mounts", "none /dev/cpu\\040set cpuset rw 0 0\n").File("proc/self/cpuset", "/a/b\n").File("dev/cpu set/a/b/cpus", "\n").File("dev/cpu set/a/cpus", "0-1\n").File("dev/cpu set/mems", "0-1\n")
            .Function(Bus + "0000:00:02.0", "0x020000", -1, "").Remove($"sys/devices/{Bus}0000:00:02.0/local_cpulist").File($"sys/devices/{Bus}0000:00:02.0/local_cpus", "0000000c\n")
            .File($"sys/devices/{Bus}pci_bus/0000:00/cpuaffinity", "0000000c\n").Link("sys/class/net/eth0", $"sys/devices/{Bus}0000:00:02.0/net/eth0");
    }

    /// <summary>Memory and devices of every kind, two kinds of cores, and nodes of which nearly nothing is left.</summary>
    public static MachineBuilder Uncommon()
    {
        const string subsystem = "sys/devices/virtual/nvme-subsystem/nvme-subsys0/";
        var machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").Cell(2, "").Cell(3, "").Cell(4, "").Cell(5, "", 0).Distances("10 20 17 28 30 40", "20 10 28 17 30 40", "17 28 10 40 40 40", "28 17 40 10 40 40", "30 30 40 40 10 40", "40 40 40 40 40 10")
            .File("sys/devices/cpu_core/cpus", "0-1\n").File("sys/devices/cpu_atom/cpus", "2\n").File("sys/devices/cpu_lowpower/cpus", "3\n").File(MachineBuilder.Nodes + "has_generic_initiator", "5\n").File(MachineBuilder.Nodes + "possible", "0-7\n")
            .File(MachineBuilder.Nodes + "node6/distance", "10\n").File(MachineBuilder.Nodes + "node7/compact", "").File("proc/stat", "cpu0 1 2 3 4\n")
            .File("sys/devices/virtual/memory_tiering/memory_tier4/nodelist", "0-2\n").File("sys/devices/virtual/memory_tiering/memory_tier22/nodelist", "3-4\n")
            // Memory of cxl, of persistent memory, and set aside by the firmware.
            .File("sys/bus/dax/drivers/kmem/bind", "").Link("sys/bus/dax/drivers/kmem/dax0.0", "sys/bus/dax/devices/dax0.0").Link("sys/bus/dax/drivers/kmem/dax1.0", "sys/bus/dax/devices/dax1.0").Link("sys/bus/dax/drivers/kmem/dax2.0", "sys/bus/dax/devices/dax2.0")
            .File("sys/bus/dax/devices/dax0.0/target_node", "2\n").File("sys/bus/dax/devices/dax1.0/numa_node", "3\n").File("sys/bus/dax/devices/dax2.0/target_node", "4\n")
            .File("sys/bus/cxl/devices/dax_region0/dax0.0/size", "1\n").File("sys/bus/nd/devices/dax1.0/dax1.0/size", "1\n")
            .File(MachineBuilder.Nodes + "node2/memory_side_cache/index1/size", "65536\n").File(MachineBuilder.Nodes + "node2/memory_side_cache/index1/line_size", "64\n").File(MachineBuilder.Nodes + "node2/memory_side_cache/index1/indexing", "0\n").File(MachineBuilder.Nodes + "node2/memory_side_cache/index1/write_policy", "1\n")
            .File(MachineBuilder.Nodes + "node2/access0/initiators/read_latency", "80\n").File(MachineBuilder.Nodes + "node2/access1/initiators/write_bandwidth", "16000\n").File(MachineBuilder.Nodes + "node2/access0/initiators/node0", "").File(MachineBuilder.Nodes + "node2/access1/initiators/node1", "")
            // A disk behind two controllers, an accelerator behind a bridge that alone has its node, one of a domain of five digits, and more.
            .Function(Bus + "0000:00:01.0", "0x010802", 0, "0-1").Function(Bus + "0000:00:02.0", "0x010802", 1, "2-3").Function(Bus + "0000:00:03.0", "0x060400", 1, "2-3").Function(Bus + "0000:00:03.0/0000:01:00.0", "0x120000", -1, "0-3").Function(Bus + "10000:02:00.0", "0x030000", 0, "0-1")
            .Link(subsystem + "nvme0", $"sys/devices/{Bus}0000:00:01.0/nvme/nvme0").Link(subsystem + "nvme1", $"sys/devices/{Bus}0000:00:02.0/nvme/nvme1").File(subsystem + "model", "Disk\n").File(subsystem + "nvme0n1/size", "2048\n").Link("sys/class/block/nvme0n1", subsystem + "nvme0n1")
            .File($"sys/devices/{Bus}0000:00:02.0/block/sda/size", "4096\n").File($"sys/devices/{Bus}0000:00:02.0/model", "Other\n").File($"sys/devices/{Bus}0000:00:02.0/block/sda/sda1/size", "8\n").Link("sys/class/block/sda", $"sys/devices/{Bus}0000:00:02.0/block/sda").Link("sys/class/block/sda1", $"sys/devices/{Bus}0000:00:02.0/block/sda/sda1")
            .Link("sys/class/drm/card0", $"sys/devices/{Bus}10000:02:00.0/drm/card0").Link("sys/class/accel/accel0", $"sys/devices/{Bus}0000:00:03.0/0000:01:00.0/accel/accel0").Link("sys/class/infiniband/mlx5_0", $"sys/devices/{Bus}0000:00:01.0/infiniband/mlx5_0").Link("sys/class/net/lo", "sys/devices/virtual/net/lo")
            .File($"sys/devices/{Bus}pci_bus/0000:00/cpulistaffinity", "2-3\n")
            // What the check-up reads: blocks of memory, those of node 2 in part offline; interrupts of the disk's controllers; settings.
            .File(Memory + "block_size_bytes", "8000000\n").File(Memory + "auto_online_blocks", "offline\n").File(MachineBuilder.Nodes + "node0/memory0/state", "online\n").File(Memory + "memory0/state", "online\n")
            .File($"sys/devices/{Bus}0000:00:01.0/msi_irqs/40", "msix\n").File($"sys/devices/{Bus}0000:00:01.0/msi_irqs/41", "msix\n").File($"sys/devices/{Bus}0000:00:02.0/msi_irqs/42", "msix\n").File($"sys/devices/{Bus}0000:00:03.0/msi_irqs/43", "msi\n")
            .File("proc/irq/40/effective_affinity_list", "0\n").File("proc/irq/40/smp_affinity_list", "0-3\n").File("sys/kernel/irq/40/per_cpu_count", "5,0,0,0\n").File("proc/irq/42/effective_affinity_list", "\n").File("proc/irq/43/smp_affinity_list", "0\n")
            .File("proc/sys/kernel/numa_balancing", "3\n").File("proc/sys/vm/zone_reclaim_mode", "1\n").File("proc/sys/vm/swappiness", "180\n").File("proc/meminfo", "MemTotal: 8388608 kB\nSwapTotal: 1024 kB\nHugepagesize: 2048 kB\n")
            .File("sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n").File("sys/kernel/mm/transparent_hugepage/defrag", "always [madvise] never\n").File("sys/module/zswap/parameters/enabled", "N\n")
            .File(MachineBuilder.Cpus + "isolated", "3\n").File(MachineBuilder.Cpus + "smt/control", "off\n").File("sys/class/dmi/id/sys_vendor", "QEMU\n").File("sys/class/dmi/id/product_name", "Standard PC\n").File("sys/bus/dax/drivers/device_dax/bind", "");
        foreach (var (block, state) in new[] { (9, "online"), (10, "offline"), (11, "offline"), (100, "offline") })
            machine.File($"{MachineBuilder.Nodes}node2/memory{block}/state", state + "\n").File($"{Memory}memory{block}/state", state + "\n");
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Processor(cpu, cpu / 2, cpu % 2, $"{cpu}").File($"{MachineBuilder.Cpus}cpu{cpu}/cpu_capacity", cpu < 2 ? "1024\n" : "512\n").File($"{MachineBuilder.Cpus}cpu{cpu}/topology/package_cpus_list", cpu < 2 ? "0-1\n" : "2-3\n");
        return machine;
    }

    /// <summary>A kernel without nodes, its huge pages, and what resctrl gives.</summary>
    public static MachineBuilder WithoutNodes() => new MachineBuilder().OnlineCpus("0").Processor(0, 0, 0, "0").Cache(0, 0, 3, "Unified", "8M", 0, "0").Reserves(64, 10, 8192)
        .File("sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "2\n").File("sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "1\n")
        .File("sys/fs/resctrl/info/L3/cbm_mask", "ff\n").File("sys/fs/resctrl/info/L3/min_cbm_bits", "2\n").File("sys/fs/resctrl/info/L3/num_closids", "4\n")
        .File("sys/fs/resctrl/info/MB/bandwidth_gran", "10\n").File("sys/fs/resctrl/info/MB/min_bandwidth", "10\n").File("sys/fs/resctrl/info/MB/num_closids", "4\n")
        .File("sys/fs/resctrl/info/L3_MON/num_rmids", "8\n").File("sys/fs/resctrl/info/L3_MON/mon_features", "llc_occupancy\nmbm_total_bytes\n").File("sys/fs/resctrl/info/L3_MON/max_threshold_occupancy", "4096\n");
}
