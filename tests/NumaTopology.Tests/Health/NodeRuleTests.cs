using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>The rules about nodes, their memory and their CPUs: each on a machine where it holds and on one where it does not.</summary>
public class NodeRuleTests : HealthTest
{
    private const string Vendor = "sys/class/dmi/id/sys_vendor", Product = "sys/class/dmi/id/product_name";

    [Fact]
    public void Two_nodes_of_two_sockets_are_sound() => Assert.Equal("Pass : 2 nodes with CPUs, 2 sockets", Said(Sound(), "NodePerSocket"));

    [Theory]
    [InlineData("Dell Inc.", "PowerEdge R740", CheckStatus.Fail)]
    [InlineData("Amazon EC2", "m5.metal", CheckStatus.Fail)]
    [InlineData("QEMU", "Standard PC (Q35 + ICH9, 2009)", CheckStatus.NotApplicable)]
    [InlineData("VMware, Inc.", "VMware7,1", CheckStatus.NotApplicable)]
    [InlineData("Microsoft Corporation", "Virtual Machine", CheckStatus.NotApplicable)]
    [InlineData("Amazon EC2", "m5.large", CheckStatus.NotApplicable)]
    [InlineData(null, null, CheckStatus.Warning)]
    public void One_node_of_two_sockets_fails_unless_the_machine_is_virtual(string? vendor, string? product, CheckStatus status)
    {
        var machine = OneNode();
        if (vendor is not null)
            machine.File(Vendor, vendor + "\n").File(Product, product + "\n");
        Assert.Equal(status, Check(machine, "NodePerSocket").Status);
    }

    // WSL has no DMI, and a cloud may give its machines any name.
    [Fact]
    public void The_flags_of_the_CPUs_tell_a_virtual_machine() =>
        Assert.Equal("NotApplicable : 1 node with CPUs, 2 sockets (virtual)", Said(OneNode().File(Vendor, "Acme\n").File("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu vme hypervisor lm\n"), "NodePerSocket"));

    [Fact]
    public void CPUs_in_no_node_may_be_those_of_another() => Assert.Equal("Unknown : 1 node with CPUs, 2 sockets, 2 CPUs in no node", Said(OneNode().Cell(0, "0-1").File(Vendor, "Dell Inc.\n"), "NodePerSocket"));

    // A guest of QEMU that was started with -smp 4 and nothing more; libvirt's recorded linux-hmat has 24 of them.
    [Fact]
    public void Sockets_of_one_CPU_each_are_those_of_a_guest()
    {
        static MachineBuilder Describe()
        {
            var machine = new MachineBuilder().Cell(0, "0-3").Cell(1, "");
            for (var cpu = 0; cpu < 4; cpu++)
                machine.Processor(cpu, cpu, 0, $"{cpu}").Cache(cpu, 3, 3, "Unified", "16M", cpu, $"{cpu}");
            return machine;
        }

        Assert.Equal("Unknown : 1 node with CPUs, 4 sockets of one CPU each, as a virtual machine has", Said(Describe(), "NodePerSocket"));
        // Who says that it is none is believed.
        Assert.Equal("Fail : 1 node with CPUs, 4 sockets", Said(Describe().File(Vendor, "Dell Inc.\n"), "NodePerSocket"));
    }

    [Fact]
    public void Two_sockets_without_an_L3_may_share_one_memory_controller()
    {
        var machine = OneNode().File(Vendor, "Dell Computer Corporation\n");
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Remove($"{MachineBuilder.Cpus}cpu{cpu}/cache").Cache(cpu, 2, 2, "Unified", "2M", cpu, $"{cpu}");
        Assert.Equal("Unknown : 1 node with CPUs, 2 sockets, no L3", Said(machine, "NodePerSocket"));
    }

    [Fact]
    public void One_socket_or_a_board_of_32_bits_has_one_node()
    {
        Assert.Equal("NotApplicable : one socket", Said(new MachineBuilder().Cell(0, "0-3").Topology(1, 4, 1), "NodePerSocket"));
        Assert.Equal("NotApplicable : 1 node with CPUs, 2 sockets (32-bit ARM)", Said(OneNode().File("call/uname.machine", "armv7l\n"), "NodePerSocket"));
    }

    // An L2 beside the L3 tells nothing; without any cache it is not known whether there is an L3.
    [Fact]
    public void What_is_known_of_the_caches_decides_between_failure_and_warning()
    {
        var machine = OneNode().File(Vendor, "Dell Inc.\n");
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Cache(cpu, 2, 2, "Unified", "1M", cpu, $"{cpu}");
        Assert.Equal("Fail : 1 node with CPUs, 2 sockets", Said(machine, "NodePerSocket"));
        machine = OneNode().File(Vendor, "Dell Inc.\n");
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Remove($"{MachineBuilder.Cpus}cpu{cpu}/cache");
        Assert.Equal("Warning : 1 node with CPUs, 2 sockets", Said(machine, "NodePerSocket"));
    }

    // What a document holds does not say whether the machine is virtual.
    [Fact]
    public void Capabilities_of_one_node_and_two_sockets_are_a_warning()
    {
        using var machine = OneNode();
        Assert.Equal("Warning : 1 node with CPUs, 2 sockets", Said(machine.Capabilities(), "NodePerSocket"));
    }

    [Fact]
    public void A_node_without_memory_is_told() => Assert.Equal("Warning 1: node 1 without memory", Said(new MachineBuilder().Cell(0, "0-3").Cell(1, "4-7", 0), "NodeMemory"));

    [Fact]
    public void A_device_that_accesses_memory_needs_none() =>
        Assert.Equal("Pass : 1 node with memory", Said(new MachineBuilder().Cell(0, "0-3").Cell(1, "", 0).File(MachineBuilder.Nodes + "has_generic_initiator", "1\n"), "NodeMemory"));

    [Fact]
    public void Memory_only_nodes_are_sound() => Assert.Equal("Pass : 3 nodes with memory", Said(Sound().Cell(2, "", 64 << 20), "NodeMemory"));

    [Fact]
    public void Memory_that_is_not_reported_is_unknown() =>
        Assert.Equal("Unknown 1: memory of node 1 not reported", Said(Sound().Remove(MachineBuilder.Nodes + "node1/meminfo").File(MachineBuilder.Nodes + "node1/vmstat", ""), "NodeMemory"));

    // 8 of 64 GiB are one of eight DIMMs.
    [Theory]
    [InlineData(64, 56, "Warning 1: node 1: 56.00 GiB, others 64.00 GiB")]
    [InlineData(64, 63, "Pass : nodes 0-1: 63.00 GiB or more")]
    [InlineData(4, 3, "Pass : nodes 0-1: 3.00 GiB or more")]
    [InlineData(20, 18, "Pass : nodes 0-1: 18.00 GiB or more")]
    public void Like_nodes_have_like_memory(int first, int second, string said) =>
        Assert.Equal(said, Said(new MachineBuilder().Cell(0, "0-3", first << 20).Cell(1, "4-7", second << 20), "MemoryBalance"));

    [Fact]
    public void The_memory_of_like_nodes_is_told_from_the_least_to_the_most()
    {
        Assert.Equal("Warning 1,2: nodes 1-2: 32.00 GiB to 48.00 GiB, others 64.00 GiB", Said(new MachineBuilder().Cell(0, "0-3", 64 << 20).Cell(1, "4-7", 48 << 20).Cell(2, "8-11", 32 << 20), "MemoryBalance"));
        Assert.Equal("Warning 2: node 2: 32.00 GiB, others 63.00 GiB to 64.00 GiB", Said(new MachineBuilder().Cell(0, "0-3", 64 << 20).Cell(1, "4-7", 63 << 20).Cell(2, "8-11", 32 << 20), "MemoryBalance"));
        Assert.Equal("Pass : nodes 0-1: 64.00 GiB or more; nodes 2-3: 16.00 GiB or more", Said(new MachineBuilder().Cell(0, "0-3", 64 << 20).Cell(1, "4-7", 64 << 20).Cell(2, "8", 16 << 20).Cell(3, "9", 16 << 20), "MemoryBalance"));
    }

    [Fact]
    public void Nodes_of_other_sizes_and_kinds_are_not_compared()
    {
        Assert.Equal("NotApplicable : no two nodes are alike", Said(new MachineBuilder().Cell(0, "0-3", 64 << 20).Cell(1, "4-5", 16 << 20), "MemoryBalance"));
        Assert.Equal(CheckStatus.Pass, Check(Sound().Cell(2, "", 256 << 20), "MemoryBalance").Status);
    }

    [Theory]
    [InlineData("0-7", "Pass : 8 CPUs online")]
    [InlineData("0-6", "Warning : CPU 7 is offline")]
    public void Offline_CPUs_are_told(string online, string said) => Assert.Equal(said, Said(Sound().OnlineCpus(online), "CpuOnline"));

    [Theory]
    [InlineData("off", "Pass : CPUs 4-7 are offline: SMT is off")]
    [InlineData("forceoff", "Pass : CPUs 4-7 are offline: SMT is off")]
    [InlineData("on", "Warning : CPUs 4-7 are offline")]
    [InlineData("notsupported", "Warning : CPUs 4-7 are offline")]
    public void Second_threads_may_be_off_on_purpose(string control, string said)
    {
        var machine = new MachineBuilder().Cell(0, "0-7").OnlineCpus("0-3").File(MachineBuilder.Cpus + "present", "0-7\n").File(MachineBuilder.Cpus + "smt/control", control + "\n");
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Processor(cpu, 0, cpu, $"{cpu}");
        Assert.Equal(said, Said(machine, "CpuOnline"));
    }

    // Power, since Linux 6.6: so many threads of each core.
    [Theory]
    [InlineData("2", "Pass : CPUs 2-3,6-7 are offline: SMT is 2")]
    [InlineData("on", "Warning : CPUs 2-3,6-7 are offline")]
    [InlineData("1", "Warning : CPUs 2-3,6-7 are offline")]
    public void Further_threads_may_be_off_on_purpose(string control, string said)
    {
        var machine = new MachineBuilder().Cell(0, "0-7").OnlineCpus("0-1,4-5").File(MachineBuilder.Cpus + "present", "0-7\n").File(MachineBuilder.Cpus + "smt/control", control + "\n");
        foreach (var cpu in new[] { 0, 1, 4, 5 })
            machine.Processor(cpu, 0, cpu / 4, cpu < 4 ? "0-1" : "4-5");
        Assert.Equal(said, Said(machine, "CpuOnline"));
    }

    // Two performance cores of two threads and four efficiency cores of one, as Alder Lake has them.
    [Fact]
    public void Cores_of_one_thread_have_no_second_one()
    {
        var machine = new MachineBuilder().Cell(0, "0-7").OnlineCpus("0,2,4-7").File(MachineBuilder.Cpus + "present", "0-7\n").File(MachineBuilder.Cpus + "smt/control", "off\n")
            .File("sys/devices/cpu_core/cpus", "0,2\n").File("sys/devices/cpu_atom/cpus", "4-7\n");
        foreach (var cpu in new[] { 0, 2, 4, 5, 6, 7 })
            machine.Processor(cpu, 0, cpu, $"{cpu}");
        Assert.Equal("Pass : CPUs 1,3 are offline: SMT is off", Said(machine, "CpuOnline"));
    }

    // What nobody says is no fault: capabilities and older snapshots do not have it.
    [Fact]
    public void Threads_that_may_be_off_on_purpose_are_unknown_where_nothing_tells()
    {
        using var machine = new MachineBuilder().Cell(0, "0-7").OnlineCpus("0-3").File(MachineBuilder.Cpus + "present", "0-7\n");
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Processor(cpu, 0, cpu, $"{cpu}");
        Assert.Equal("CPUs 4-7 are offline; smt/control not reported", Check(machine.Machine, "CpuOnline").Observed);
        var check = Assert.Single(NumaProbe.Checks(machine.Capabilities(), name => name == "CpuOnline"));
        Assert.Equal((CheckStatus.Unknown, "CPUs 4-7 are offline; smt/control not in capabilities"), (check.Status, check.Observed));
    }

    // smp_add_core of arch/s390: a CPU on standby is present.
    [Fact]
    public void CPUs_on_standby_of_a_partition_are_meant_so() =>
        Assert.Equal("NotApplicable : CPU 7 on standby", Said(Sound().OnlineCpus("0-6").File("proc/cpuinfo", "vendor_id       : IBM/S390\n"), "CpuOnline"));

    // One core more is offline than SMT explains.
    [Fact]
    public void A_core_that_is_offline_beside_SMT_is_told()
    {
        var machine = new MachineBuilder().Cell(0, "0-7").OnlineCpus("0-2").File(MachineBuilder.Cpus + "present", "0-7\n").File(MachineBuilder.Cpus + "smt/control", "off\n");
        for (var cpu = 0; cpu < 3; cpu++)
            machine.Processor(cpu, 0, cpu, $"{cpu}");
        Assert.Equal("Warning : CPUs 3-7 are offline", Said(machine, "CpuOnline"));
    }

    [Theory]
    [InlineData("0-7", "0-1", "", "Pass : 8 CPUs allowed")]
    [InlineData("0-3", "0-1", "", "Warning 1: no CPU of node 1 is allowed")]
    [InlineData("0-7", "0", "", "Warning 1: CPUs of node 1 allowed, memory not")]
    [InlineData("0-3", "0-1", "4-7", "Pass : 4 CPUs allowed")]
    [InlineData("0-3", "0-1", "4-6", "Warning 1: no CPU of node 1 is allowed")]
    public void Allowed_CPUs_and_memory_are_of_the_same_nodes_but_for_isolated_CPUs(string cpus, string nodes, string isolated, string said) =>
        Assert.Equal(said, Said(Sound().File("proc/self/status", $"Name:\tsh\nCpus_allowed_list:\t{cpus}\nMems_allowed_list:\t{nodes}\n").File(MachineBuilder.Cpus + "isolated", isolated + "\n"), "AllowedCpu"));

    [Fact]
    public void A_core_over_two_nodes_fails() =>
        Assert.Equal("Fail 0,1: core of CPUs 3-4 split over nodes", Said(Sound().Processor(3, 0, 3, "3-4").Processor(4, 0, 3, "3-4"), "CoreNode"));

    [Fact]
    public void A_CPU_in_two_nodes_fails() => Assert.Equal("Fail 0,1: CPU 3 is in nodes 0 and 1", Said(new MachineBuilder().Cell(0, "0-3").Cell(1, "3-6"), "CoreNode"));

    [Fact]
    public void Whole_cores_are_sound() => Assert.Equal("Pass : cores of 8 CPUs are whole", Said(Sound(), "CoreNode"));

    [Fact]
    public void A_core_that_is_not_reported_is_unknown() =>
        Assert.Equal("Unknown : cores of some CPUs not reported", Said(Sound().Remove(MachineBuilder.Cpus + "cpu5/topology/thread_siblings_list"), "CoreNode"));

    [Fact]
    public void Caches_of_one_node_are_sound() => Assert.Equal("Pass : every cache is in one node", Said(Sound(), "CacheNode"));

    // Intel's sub-NUMA clusters: CPUID tells one L3 for the socket, and the firmware two nodes.
    [Fact]
    public void The_L3_of_a_socket_may_be_over_its_nodes()
    {
        var machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3");
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Processor(cpu, 0, cpu, $"{cpu}").Cache(cpu, 3, 3, "Unified", "32M", 0, "0-3");
        Assert.Equal("Pass : L3 spans nodes of one socket (SNC)", Said(machine, "CacheNode"));
    }

    [Fact]
    public void An_L3_over_sockets_is_told()
    {
        var machine = Sound();
        for (var cpu = 0; cpu < 8; cpu++)
            machine.Cache(cpu, 3, 3, "Unified", "32M", 0, "0-7");
        Assert.Equal("Warning 0,1: L3 32MiB (0-7) is shared by nodes 0-1", Said(machine, "CacheNode"));
    }

    // Where the L3 is shared by nodes and the socket of a CPU is not told.
    [Fact]
    public void A_cache_over_nodes_of_unknown_sockets_is_unknown()
    {
        var machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3");
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Processor(cpu, 0, cpu, $"{cpu}").Cache(cpu, 3, 3, "Unified", "32M", 0, "0-3");
        Assert.Equal("Unknown 0,1: L3 32MiB (0-3) is shared by nodes 0-1; sockets not reported", Said(machine.Remove($"{MachineBuilder.Cpus}cpu3/topology/physical_package_id"), "CacheNode"));
    }

    [Fact]
    public void An_L2_over_nodes_of_one_socket_is_told()
    {
        var machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3");
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Processor(cpu, 0, cpu, $"{cpu}").Cache(cpu, 2, 2, "Unified", "2M", 0, "0-3");
        Assert.Equal("Warning 0,1: L2 2MiB (0-3) is shared by nodes 0-1", Said(machine, "CacheNode"));
    }

    private static MachineBuilder OneNode()
    {
        var machine = new MachineBuilder().Cell(0, "0-3");
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Processor(cpu, cpu / 2, cpu % 2, $"{cpu}").Cache(cpu, 3, 3, "Unified", "32M", cpu / 2, cpu < 2 ? "0-1" : "2-3");
        return machine;
    }
}
