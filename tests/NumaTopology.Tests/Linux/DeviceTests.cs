using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

public sealed class DeviceTests : IDisposable
{
    private const string NeedsLinks = "symbolic links need a privilege on Windows";
    private const string Bus = "pci0000:3a";
    private const string Bridge = Bus + "/0000:3a:00.0";

    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").Distances("10 21", "21 10");

    public void Dispose() => _machine.Dispose();

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_disk_is_attached_to_the_cell_of_its_PCI_function()
    {
        Function(1).Disk("host0/target0:0:0/0:0:0:0/block/sda", 2097152, "host0/target0:0:0/0:0:0:0", "QEMU HARDDISK");
        var disk = Only();
        Assert.Equal(("sda", DeviceKind.Disk, 1, DeviceCellSource.Device, "0000:3b:00.0", "8086:10fb"), (disk.Name, disk.Kind, disk.CellId, disk.CellSource, disk.Address, disk.PciId));
        Assert.Equal((1L << 30, "QEMU HARDDISK", "/dev/sda", "2-3"), (disk.Size, disk.Model, disk.Path, disk.LocalCpus!.ToString()));
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void What_the_function_does_not_say_the_bridge_above_it_may()
    {
        Function(-1, near: "0-3", bridge: 1).Interface("eth0");
        var device = Only();
        Assert.Equal((1, DeviceCellSource.Parent, "2-3"), (device.CellId, device.CellSource, device.LocalCpus!.ToString()));
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void What_the_function_says_itself_counts_more_than_the_bridge()
    {
        Function(0, near: "0-1", bridge: 1).Interface("eth0");
        Assert.Equal((0, DeviceCellSource.Device), (Only().CellId, Only().CellSource));
    }

    [Theory(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("2-3", 1)]
    [InlineData("0-3", null)]
    public void A_root_bus_speaks_by_its_processors_when_they_are_of_one_cell(string cpus, int? cell)
    {
        Function(-1, near: "0-3").Interface("eth0");
        _machine.File($"sys/devices/{Bus}/pci_bus/0000:3a/cpulistaffinity", cpus + "\n");
        Assert.Equal((cell, cell is null ? null : DeviceCellSource.Parent), (Only().CellId, Only().CellSource));
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Where_nobody_says_the_cell_is_unknown_but_on_a_machine_with_one()
    {
        Function(-1, near: "0-3").Interface("eth0");
        Assert.Equal((null, null), (Only().CellId, Only().CellSource));
        _machine.Remove(MachineBuilder.Nodes + "node1");
        Assert.Equal((0, DeviceCellSource.OnlyCell), (Only().CellId, Only().CellSource));
        // Then a bus that names all CPUs says nothing more.
        _machine.File($"sys/devices/{Bus}/pci_bus/0000:3a/cpulistaffinity", "0-1\n");
        Assert.Equal((0, DeviceCellSource.OnlyCell), (Only().CellId, Only().CellSource));
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_node_that_is_not_there_is_no_cell()
    {
        Function(7).Interface("eth0");
        var machine = _machine.Machine;
        Assert.Null(Assert.Single(NumaProbe.Devices(machine)).CellId);
        Assert.Contains(machine.Log.Details, detail => detail.Contains("node 7"));
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Partitions_loops_bridges_and_drives_for_discs_are_no_devices()
    {
        Function(0).Disk("nvme/nvme0/nvme0n1", 8, "nvme/nvme0", "Disk").Disk("nvme/nvme0/nvme0n1/nvme0n1p1", 4, "nvme/nvme0", "Disk").Disk("host1/1:0:0:0/block/sr0", 8, "host1/1:0:0:0", "DVD");
        _machine.Link("sys/class/block/loop0", "sys/devices/virtual/block/loop0").Link("sys/class/net/br0", "sys/devices/virtual/net/br0").File("sys/class/net/bonding_masters", "bond0\n");
        Assert.Equal(("nvme0n1", 4096L, "Disk"), (Only().Name, Only().Size, Only().Model));
    }

    [Theory(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData(1, 1, 1)]
    [InlineData(0, 1, null)]
    public void A_disk_of_two_controllers_is_near_to_a_cell_when_both_are(int one, int other, int? cell)
    {
        _machine.Function(Bus + "/0000:3a:01.0", "0x010802", one, "0-3").Function(Bus + "/0000:3a:02.0", "0x010802", other, "0-3");
        const string subsystem = "sys/devices/virtual/nvme-subsystem/nvme-subsys0";
        _machine.Link("sys/class/block/nvme0n1", subsystem + "/nvme0n1").File(subsystem + "/nvme0n1/size", "8\n").File(subsystem + "/model", "Two ports\n");
        _machine.Link(subsystem + "/nvme0", $"sys/devices/{Bus}/0000:3a:01.0/nvme/nvme0").Link(subsystem + "/nvme1", $"sys/devices/{Bus}/0000:3a:02.0/nvme/nvme1");
        Assert.Equal(("nvme0n1", cell, "Two ports"), (Only().Name, Only().CellId, Only().Model));
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_graphics_processor_is_told_once_by_its_name_or_else_by_its_address()
    {
        _machine.Function(Bus + "/0000:3a:01.0", "0x030200", 1, "2-3").Function(Bus + "/0000:3a:02.0", "0x030000", 0, "0-1").Function(Bus + "/0000:3a:03.0", "0x120000", 0, "0-1").Function(Bus + "/0000:3a:04.0", "0x088000", 0, "0-1");
        _machine.Link("sys/class/drm/card0", $"sys/devices/{Bus}/0000:3a:02.0/drm/card0").Link("sys/class/drm/card0-VGA-1", $"sys/devices/{Bus}/0000:3a:02.0/drm/card0/card0-VGA-1").File("sys/class/drm/version", "drm 1.1.0\n");
        Assert.Equal(["Gpu 0000:3a:01.0 1", "Gpu card0 0", "Accelerator 0000:3a:03.0 0"], NumaProbe.Devices(_machine.Machine).Select(device => $"{device.Kind} {device.Name} {device.CellId}"));
        Assert.Equal(["0000:3a:04.0"], NumaProbe.Devices(_machine.Machine, otherPci: true).Where(device => device.Kind == DeviceKind.Pci).Select(device => device.Name));
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_snapshot_has_the_devices_of_the_machine()
    {
        Function(-1, near: "0-3", bridge: 1).Interface("eth0").Disk("host0/0:0:0:0/block/sda", 8, "host0/0:0:0:0", "Disk");
        var path = Path.Combine(_machine.Root, "it.numa");
        SnapshotExport.Save(_machine.Machine, path, withIdentity: true, overwrite: false);
        var there = NumaProbe.Devices(_machine.Machine, otherPci: true).Select(device => device with { Snapshot = null });
        Assert.Equal(there, NumaProbe.Devices(MachineSource.OpenSnapshot(path), otherPci: true).Select(device => device with { Snapshot = null }));
        Assert.Equal(3, there.Count());
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void The_cells_of_the_whole_machine_have_their_devices()
    {
        Function(1).Interface("eth0");
        Assert.Equal(["", "eth0"], _machine.Capabilities().Cells.Select(cell => string.Join(' ', cell.Devices!)));
    }

    [Theory(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("vendor", "8086")]
    [InlineData("numa_node", "one")]
    public void A_malformed_fact_of_a_device_is_an_error_that_names_it(string file, string text)
    {
        Function(1).Interface("eth0");
        _machine.File($"sys/devices/{Bridge}/0000:3b:00.0/{file}", text + "\n");
        Assert.EndsWith("0000:3b:00.0/" + file, Assert.Throws<TopologyFormatException>(() => NumaProbe.Devices(_machine.Machine)).Fact);
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_disk_has_at_most_the_bytes_that_63_bits_count()
    {
        var function = Function(1).Disk("host0/0:0:0:0/block/sda", 18014398509481983, "host0/0:0:0:0", "Disk");
        Assert.Equal(9223372036854775296, Only().Size);
        function.Disk("host0/0:0:0:0/block/sdb", 18014398509481984, "host0/0:0:0:0", "Disk");
        var error = Assert.Throws<TopologyFormatException>(() => NumaProbe.Devices(_machine.Machine));
        Assert.EndsWith("sdb/size", error.Fact);
        Assert.Contains("18014398509481984", error.Reason);
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_floppy_is_no_disk_and_a_disk_behind_no_controller_is_attached_where_it_is()
    {
        Function(1).Disk("floppy.0/block/fd0", 8, "floppy.0", "Disk");
        Assert.Empty(NumaProbe.Devices(_machine.Machine));
        const string subsystem = "sys/devices/virtual/nvme-subsystem/nvme-subsys0";
        _machine.Link("sys/class/block/nvme0n1", subsystem + "/nvme0n1").File(subsystem + "/nvme0n1/size", "8\n").File(subsystem + "/model", "No port\n");
        Assert.Equal(("nvme0n1", null), (Only().Name, Only().CellId));
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Accelerators_have_their_class_or_one_of_three_PCI_classes()
    {
        _machine.Function(Bus + "/0000:3a:01.0", "0x0b4000", 1, "2-3").Function(Bus + "/0000:3a:02.0", "0x0b2000", 1, "2-3").Function(Bus + "/0000:3a:03.0", "0x120000", 0, "0-1").Function(Bus + "/0000:3a:04.0", "0x030000", 0, "0-1");
        _machine.Link("sys/class/accel/accel0", $"sys/devices/{Bus}/0000:3a:03.0/accel/accel0").Link("sys/class/drm/card0", $"sys/devices/{Bus}/0000:3a:04.0/drm/card0").File("sys/class/accel/version", "1\n");
        Assert.Equal(
            [(DeviceKind.Gpu, "card0", "/dev/dri/card0"), (DeviceKind.Accelerator, "0000:3a:01.0", null), (DeviceKind.Accelerator, "accel0", "/dev/accel/accel0")],
            NumaProbe.Devices(_machine.Machine).Select(device => (device.Kind, device.Name, device.Path)));
        Assert.Equal(["0000:3a:02.0"], NumaProbe.Devices(_machine.Machine, otherPci: true).Where(device => device.Kind == DeviceKind.Pci).Select(device => device.Name));
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void The_CPUs_near_to_a_function_are_a_list_else_a_mask_as_far_as_they_run()
    {
        const string own = $"sys/devices/{Bridge}/0000:3b:00.0/";
        Function(1).Interface("eth0");
        _machine.File(own + "local_cpus", "e\n");
        Assert.Equal("2-3", Only().LocalCpus!.ToString());
        _machine.Remove(own + "local_cpulist");
        Assert.Equal("1-3", Only().LocalCpus!.ToString());
        _machine.OnlineCpus("0-2");
        Assert.Equal("1-2", Only().LocalCpus!.ToString());
        // Without either those of the bridge, and without those those of the node.
        _machine.Remove(own + "local_cpus").File($"sys/devices/{Bridge}/local_cpulist", "0,2-3\n");
        Assert.Equal("0,2", Only().LocalCpus!.ToString());
        _machine.Remove($"sys/devices/{Bridge}/local_cpulist");
        Assert.Equal("2", Only().LocalCpus!.ToString());
    }

    [Fact(Skip = NeedsLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void The_CPUs_of_a_root_bus_are_a_list_else_a_mask()
    {
        const string bus = $"sys/devices/{Bus}/pci_bus/0000:3a/";
        Function(-1, near: "0-3").Interface("eth0");
        _machine.File(bus + "cpuaffinity", "c\n");
        Assert.Equal(1, Only().CellId);
        _machine.File(bus + "cpulistaffinity", "0-1\n");
        Assert.Equal(0, Only().CellId);
    }

    [Theory]
    [InlineData("sys/devices/pci0000:3a/0000:3b:00.0", "0000:3b:00.0")]
    [InlineData("10000:01:00.0", "10000:01:00.0")]
    [InlineData("000:3b:00.0", null)]
    [InlineData("0000-3b:00.0", null)]
    [InlineData("0000:3b-00.0", null)]
    [InlineData("0000:3b:00-0", null)]
    [InlineData("pci0000:3a", null)]
    [InlineData("0", null)]
    public void A_PCI_address_has_a_domain_of_four_digits_or_more_a_bus_a_device_and_a_function(string folder, string? address) => Assert.Equal(address, NumaTopology.Linux.DeviceLocalityReader.AddressOf(folder));

    [Fact]
    public void A_machine_that_lists_no_devices_has_none() => Assert.Empty(NumaProbe.Devices(_machine.Machine));

    private NumaDevice Only() => Assert.Single(NumaProbe.Devices(_machine.Machine));

    /// <summary>One function behind a bridge.</summary>
    private Behind Function(int node, string near = "2-3", int bridge = -1)
    {
        _machine.Function(Bridge, "0x060400", bridge, "0-3").Function(Bridge + "/0000:3b:00.0", "0x020000", node, near);
        return new Behind(_machine);
    }

    private sealed class Behind(MachineBuilder machine)
    {
        private const string Own = $"sys/devices/{Bridge}/0000:3b:00.0/";

        public Behind Disk(string folder, long sectors, string device, string model)
        {
            machine.Link("sys/class/block/" + Path.GetFileName(folder), Own + folder).File($"{Own}{folder}/size", sectors + "\n").File($"{Own}{device}/model", model + "   \n");
            return this;
        }

        public Behind Interface(string name)
        {
            machine.Link("sys/class/net/" + name, $"{Own}net/{name}");
            return this;
        }
    }
}
