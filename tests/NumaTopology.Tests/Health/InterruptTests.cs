using System.IO;
using System.Linq;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>Where the interrupts of a network interface and of an NVMe disk of node 1 are served.</summary>
public class InterruptTests : HealthTest
{
    [Theory(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("0", "1", "Warning 1: eth0 served at another node")]
    [InlineData("0", "5", "Pass : eth0 served at the own node")]
    [InlineData("4", "5", "Pass : eth0 served at the own node")]
    public void Some_interrupts_of_a_network_interface_are_served_at_its_node(string first, string second, string said) =>
        Assert.Equal(said, Said(Interrupt(Interrupt(Eth0(), 40, first, "0-7", 1_000_000), 41, second, "0-7", 1_000_000), "InterruptNode"));

    [Theory(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData(9_999, "NotApplicable : eth0: few interrupts")]
    [InlineData(10_000, "Warning 1: eth0 served at another node")]
    public void An_idle_interface_does_not_count(int count, string said) => Assert.Equal(said, Said(Interrupt(Eth0(), 40, "0", "0-7", count), "InterruptNode"));

    // A vector that is allocated and not requested, as of an interface that is down, has no effective CPU.
    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void An_interface_that_is_down_does_not_count() => Assert.Equal(CheckStatus.NotApplicable, Check(Interrupt(Eth0(), 40, "", "0-7", 0), "InterruptNode").Status);

    // The kernel gives every CPU a queue, and the program that reads runs at the other node.
    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Managed_interrupts_over_all_CPUs_are_sound()
    {
        var machine = Device(Sound(), "0x010802", "class/block/nvme0n1", "nvme/nvme0/nvme0n1");
        for (var cpu = 0; cpu < 8; cpu++)
            Interrupt(machine, 40 + cpu, $"{cpu}", $"{cpu}", cpu == 0 ? 100_000 : 0);
        // That for administration is not managed. Seen in a guest: masks 0, 1, 2, … and 0-1,4-5.
        Assert.Equal("Pass : nvme0n1 served at the own node", Said(Interrupt(machine, 39, "1", "0-3", 12), "InterruptNode"));
    }

    // One queue for all CPUs, or two for the CPUs of one node.
    [Theory(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("0-7", "0-7")]
    [InlineData("0-1", "2-3")]
    [InlineData("0-3", "0-7")]
    public void A_disk_whose_interrupts_are_not_divided_among_all_CPUs_is_judged(string first, string second)
    {
        var machine = Device(Sound(), "0x010802", "class/block/nvme0n1", "nvme/nvme0/nvme0n1");
        Assert.Equal("Warning 1: nvme0n1 served at another node", Said(Interrupt(Interrupt(machine, 40, "0", first, 100_000), 41, "2", second, 100_000), "InterruptNode"));
    }

    [Theory(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("4-7", CheckStatus.NotApplicable)]
    [InlineData("4-6", CheckStatus.Warning)]
    public void A_node_whose_CPUs_are_all_isolated_serves_none(string isolated, CheckStatus status) =>
        Assert.Equal(status, Check(Interrupt(Eth0(), 40, "0", "0-3", 1_000_000).File(MachineBuilder.Cpus + "isolated", isolated + "\n"), "InterruptNode").Status);

    // Somebody gave the interface a CPU of its node that is set apart.
    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void An_isolated_CPU_of_the_node_serves_it_too() =>
        Assert.Equal("Pass : eth0 served at the own node", Said(Interrupt(Eth0(), 40, "5", "5", 1_000_000).File(MachineBuilder.Cpus + "isolated", "4-6\n"), "InterruptNode"));

    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Counts_are_added_and_an_interrupt_that_never_came_does_not_count()
    {
        Assert.Equal("Warning 1: eth0 served at another node", Said(Interrupt(Interrupt(Eth0(), 40, "0", "0-7", 6_000), 41, "1", "0-7", 6_000), "InterruptNode"));
        Assert.Equal("Warning 1: eth0 served at another node", Said(Interrupt(Interrupt(Eth0(), 40, "0", "0-7", 12_000), 41, "5", "0-7", 0), "InterruptNode"));
    }

    // One interrupt of two lacks its count.
    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_count_that_is_not_reported_is_unknown() =>
        Assert.Equal(CheckStatus.Unknown, Check(Interrupt(Interrupt(Eth0(), 40, "0", "0-7", 1_000_000), 41, "1", "0-7", 1_000_000).Remove("sys/kernel/irq/41/per_cpu_count"), "InterruptNode").Status);

    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_function_that_lists_no_interrupt_is_unknown()
    {
        var machine = Interrupt(Eth0(), 40, "0", "0-7", 1_000_000).Remove("sys/devices/pci0000:80/0000:80:02.0/msi_irqs/40");
        Assert.Equal("Unknown 1: eth0: interrupts not reported", Said(machine, "InterruptNode"));
    }

    // Four queues of two CPUs each, and one for administration that may go to CPUs of several of them.
    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Managed_interrupts_of_two_CPUs_each_are_sound()
    {
        var machine = Interrupt(Device(Sound(), "0x010802", "class/block/nvme0n1", "nvme/nvme0/nvme0n1"), 39, "1", "1-6", 12);
        for (var queue = 0; queue < 4; queue++)
            Interrupt(machine, 40 + queue, "0", $"{2 * queue}-{(2 * queue) + 1}", 100_000);
        var check = Check(machine, "InterruptNode");
        Assert.Equal("nvme0n1 served at the own node", check.Observed);
        Assert.Contains("nvme0n1, node 1: 5 interrupts divided among all CPUs", check.Evidence);
    }

    // Where the kernel does not say which CPUs are online nothing is known to be divided among all.
    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Without_the_online_CPUs_an_interrupt_is_judged_by_its_own() =>
        Assert.Equal(CheckStatus.Warning, Check(Interrupt(Eth0(), 40, "0", "0-7", 1_000_000).Remove(MachineBuilder.Cpus + "online"), "InterruptNode").Status);

    // One may go to the far node alone, the other anywhere.
    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Where_one_interrupt_may_go_to_the_own_node_nothing_is_known()
    {
        using var machine = Interrupt(Interrupt(Eth0(), 40, "0", "0-3", 1_000_000), 41, "0", "0-7", 1_000_000).Remove("proc/irq/40/effective_affinity_list").Remove("proc/irq/41/effective_affinity_list");
        var check = Check(machine.Machine, "InterruptNode");
        Assert.Equal(CheckStatus.Unknown, check.Status);
        Assert.Contains("eth0, node 1: interrupt 40, 1000000 times, CPUs 0-3", check.Evidence);
    }

    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Of_several_devices_the_first_is_named_and_the_nodes_of_all()
    {
        var machine = Interrupt(Eth0(), 40, "0", "0-7", 1_000_000).Function("pci0000:00/0000:00:02.0", "0x020000", 0, "0-3").Link("sys/class/net/eth1", "sys/devices/pci0000:00/0000:00:02.0/net/eth1")
            .File("sys/devices/pci0000:00/0000:00:02.0/msi_irqs/50", "msix\n").File("proc/irq/50/effective_affinity_list", "4\n").File("proc/irq/50/smp_affinity_list", "0-7\n").File("sys/kernel/irq/50/per_cpu_count", "1000000,0,0,0,0,0,0,0\n");
        Assert.Equal("Warning 0,1: eth0 and 1 more served at another node", Said(machine, "InterruptNode"));
    }

    // Kernels before 4.14 tell only where an interrupt may go.
    [Theory(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("0-3", CheckStatus.Warning)]
    [InlineData("0-7", CheckStatus.Unknown)]
    public void Without_its_effective_CPUs_an_interrupt_is_where_it_may_be(string allowed, CheckStatus status) =>
        Assert.Equal(status, Check(Interrupt(Eth0(), 40, "0", allowed, 1_000_000).Remove("proc/irq/40/effective_affinity_list"), "InterruptNode").Status);

    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void What_is_not_reported_is_unknown()
    {
        Assert.Equal("Unknown 1: eth0: interrupts not reported", Said(Eth0(), "InterruptNode"));
        Assert.Equal(CheckStatus.Unknown, Check(Interrupt(Eth0(), 40, "0", "0-7", 1_000_000).Remove("sys/kernel/irq/40/per_cpu_count"), "InterruptNode").Status);
        Assert.Equal("Unknown : devices not reported", Said(Sound(), "InterruptNode"));
    }

    // A SATA disk's controller, and a network interface at USB, whose interrupts are the USB controller's.
    [Theory(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("0x010601", "class/block/sda", "block/sda")]
    [InlineData("0x0c0330", "class/net/usb0", "usb1/1-1/net/usb0")]
    public void Other_devices_do_not_count(string pciClass, string link, string own) =>
        Assert.Equal("NotApplicable : no network or NVMe device on PCI", Said(Interrupt(Device(Sound(), pciClass, link, own), 40, "0", "0-7", 1_000_000), "InterruptNode"));

    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void The_evidence_names_each_interrupt() =>
        Assert.Equal(["eth0, node 1: interrupt 40, 1000000 times, CPUs 0"], Check(Interrupt(Eth0(), 40, "0", "0-7", 1_000_000), "InterruptNode").Evidence.Where(line => line.Contains("eth0")));

    // Of other devices nothing is recorded: not that there are any, nor how often they call.
    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_snapshot_has_the_interrupts_of_network_and_NVMe_devices_alone_and_is_checked_as_the_machine()
    {
        using var machine = Interrupt(Eth0(), 40, "0", "0-7", 1_000_000).Function("pci0000:80/0000:80:03.0", "0x010601", 1, "4-7")
            .File("sys/devices/pci0000:80/0000:80:03.0/msi_irqs/50", "msi\n").File("proc/irq/50/effective_affinity_list", "0\n").File("proc/irq/50/smp_affinity_list", "0-7\n").File("sys/kernel/irq/50/per_cpu_count", "7,0,0,0,0,0,0,0\n");
        var file = Path.Combine(machine.Root, "machine.numa");
        SnapshotExport.Save(machine.Machine, file, withIdentity: false, overwrite: false);
        var snapshot = (SnapshotMachine)MachineSource.OpenSnapshot(file);
        Assert.Equal(["proc/irq/40/effective_affinity_list", "proc/irq/40/smp_affinity_list", "sys/kernel/irq/40/per_cpu_count"], snapshot.Facts.Keys.Where(fact => fact.Contains("/irq/")).Order());
        Assert.Equal(NumaProbe.Checks(machine.Machine), NumaProbe.Checks(snapshot));
    }

    private static MachineBuilder Eth0() => Device(Sound(), "0x020000", "class/net/eth0", "net/eth0");

    private static MachineBuilder Device(MachineBuilder machine, string pciClass, string link, string own) =>
        machine.Function("pci0000:80/0000:80:02.0", pciClass, 1, "4-7").Link("sys/" + link, "sys/devices/pci0000:80/0000:80:02.0/" + own);

    private static MachineBuilder Interrupt(MachineBuilder machine, int number, string effective, string allowed, int count) =>
        machine.File($"sys/devices/pci0000:80/0000:80:02.0/msi_irqs/{number}", "msix\n").File($"proc/irq/{number}/effective_affinity_list", effective + "\n").File($"proc/irq/{number}/smp_affinity_list", allowed + "\n")
            .File($"sys/kernel/irq/{number}/per_cpu_count", $"{count},0,0,0,0,0,0,0\n");
}
