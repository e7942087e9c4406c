using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NumaTopology.Machines.Windows;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>The devices of the composed machine, each of whose cells is known in another way.</summary>
public class WindowsDeviceTests
{
    private static readonly Machine s_machine = MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "windows-devices.numa"));

    [Theory]
    [InlineData("PhysicalDrive0", DeviceKind.Disk, "0000:01:00.0", "144d:a80a", 1, DeviceCellSource.Device)] // its driver says it
    [InlineData("PhysicalDrive1", DeviceKind.Disk, "0000:00:17.0", "8086:a352", 0, DeviceCellSource.Device)] // the controller says it; the driver's 4294967295 is no node
    [InlineData("PhysicalDrive2", DeviceKind.Disk, null, null, null, null)] // nobody up to the root does
    [InlineData("Intel(R) Ethernet Controller X520", DeviceKind.Network, "0001:3b:00.1", "8086:10fb", 1, DeviceCellSource.Parent)] // the root port in segment 1 says it
    [InlineData("NVIDIA A100", DeviceKind.Gpu, "0000:5e:00.0", "10de:20b5", null, null)] // there is no node 7
    public void A_device_is_attached_to_the_cell_that_the_nearest_device_above_it_reports(string name, DeviceKind kind, string? address, string? pciId, int? cell, DeviceCellSource? source)
    {
        var device = NumaProbe.Devices(s_machine).Single(device => device.Name == name);
        Assert.Equal((kind, address, pciId, cell, source), (device.Kind, device.Address, device.PciId, device.CellId, device.CellSource));
    }

    [Fact]
    public void Devices_of_software_are_none() => Assert.Equal(5, NumaProbe.Devices(s_machine).Count);

    [Fact]
    public void Bluetooth_and_Wi_Fi_Direct_are_no_network_adapters_and_an_odd_instance_id_takes_nothing_else_away()
    {
        var machine = MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "windows-adapters.numa"));
        Assert.Equal(
            [("Intel(R) Wi-Fi 6E AX210 160MHz", "0000:01:00.0"), ("Realtek USB GbE Family Controller", "0000:00:14.0")], // the second is at the USB controller's function
            NumaProbe.Devices(machine).Select(device => (device.Name, device.Address!)));
        Assert.Contains(@"'USB\VID_0BDA&PID_8156\.'", Assert.Single(machine.Log.Warnings), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_has_its_bytes_its_model_and_the_path_that_programs_open()
    {
        var disk = NumaProbe.Devices(s_machine)[0];
        Assert.Equal((1000204886016L, "Samsung SSD 980 PRO 1TB", @"\\.\PhysicalDrive0", "2-3"), (disk.Size, disk.Model, disk.Path, disk.LocalCpus!.ToString()));
    }

    [Fact]
    public void Other_functions_are_told_when_asked_for() =>
        Assert.Equal(["0001:3a:00.0"], NumaProbe.Devices(s_machine, otherPci: true).Where(device => device.Kind == DeviceKind.Pci).Select(device => device.Name));

    [Fact]
    public void Other_functions_are_none_of_the_machines_devices_until_asked_for() => Assert.DoesNotContain(NumaProbe.Capabilities(s_machine).Devices!, device => device.Kind == DeviceKind.Pci);

    [Fact]
    public void What_lists_there_are_is_told_in_the_order_of_names()
    {
        var machine = Changed(
            ("devices/DiskDrive", "USBSTOR\\DISK&VEN_USB&PROD_STICK\\AA00&0\n SCSI\\DISK&VEN_ST&PROD_EXOS\\4&200&0&000000\nSCSI\\DISK&VEN_NVME&PROD_SAMSUNG_980\\5&100&0&000000"), ("devices/Display", null), ("devices/PCI", null));
        string[] names = ["PhysicalDrive0", "PhysicalDrive1", "PhysicalDrive2", "Intel(R) Ethernet Controller X520"];
        Assert.Equal(names, NumaProbe.Devices(machine).Select(device => device.Name));
        Assert.Equal(names, NumaProbe.Devices(machine, otherPci: true).Select(device => device.Name));
        Assert.Equal(4, NumaProbe.Capabilities(machine).Devices!.Count);
        Assert.Null(NumaProbe.Devices(machine)[3].Path);
    }

    [Fact]
    public void Where_there_is_one_node_devices_are_in_it()
    {
        var device = NumaProbe.Devices(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "windows-adapters.numa")))[0];
        Assert.Equal((0, DeviceCellSource.OnlyCell), (device.CellId, device.CellSource));
        Assert.False(device.LocalCpus!.IsEmpty);
    }

    [Theory]
    [InlineData(@"PCI\VEN_8086&DEV_10FB", "8086:10fb", "0000:07:00.0")]
    [InlineData(@"PCI\VEN_8086&DEV_10F", null, "0000:07:00.0")]
    [InlineData(@"PCI\CLASS_0200&DEV_10FB\1", null, "0000:07:00.0")]
    [InlineData(@"PCI\VEN_8086\1", null, "0000:07:00.0")]
    [InlineData(@"USB\VID_0BDA&VEN_8086&DEV_10FB\1", null, null)] // what a hub numbers is no PCI function
    public void A_PCI_function_has_its_vendor_and_device_where_its_id_has_both(string id, string? pciId, string? address)
    {
        var device = Assert.Single(NumaProbe.Devices(Changed(("devices/Net", id), ("devices/DiskDrive", null), ("devices/Display", null), (WindowsFacts.Device(id, "bus"), "7"), (WindowsFacts.Device(id, "slot"), "0"))));
        Assert.Equal((id, pciId, address), (device.Name, device.PciId, device.Address));
    }

    [Fact]
    public void Processors_have_the_numbers_of_their_CPU_sets() =>
        Assert.Equal([256, 257, 258, 259], NumaProbe.Capabilities(s_machine).Cells.SelectMany(cell => cell.Processors!).Select(processor => processor.CpuSetId));

    [Fact]
    public void Records_of_another_type_or_size_among_the_CPU_sets_are_passed_over()
    {
        var buffer = new byte[64];
        var length = s_machine.Read(WindowsFacts.CpuSets, ref buffer);
        var sets = buffer[..length];
        // Type 1 (0 is a processor), number 999, processor 0 of group 0; then processor 1's own record with eight bytes more than today's.
        byte[] other = [32, 0, 0, 0, 1, 0, 0, 0, 0xe7, 3, 0, 0, .. new byte[20]];
        byte[] longer = [40, 0, 0, 0, .. sets[36..64], .. new byte[8]];
        var machine = new ChangedMachine(s_machine, WindowsFacts.CpuSets, [.. sets[..32], .. other, .. longer, .. sets[64..]]);
        Assert.Equal([256, 257, 258, 259], NumaProbe.Capabilities(machine).Cells.SelectMany(cell => cell.Processors!).Select(processor => processor.CpuSetId));
    }

    [Fact]
    public void A_node_of_a_device_alone_is_a_generic_initiator() =>
        Assert.Equal([CellKind.Ordinary, CellKind.Ordinary, CellKind.GenericInitiator], NumaProbe.Cells(s_machine).Select(cell => cell.Kind));

    private static ChangedMachine Changed(params (string Fact, string? Content)[] changes) =>
        new(s_machine, changes.ToDictionary(change => change.Fact, change => change.Content is null ? null : Encoding.UTF8.GetBytes(change.Content)), new Dictionary<string, IReadOnlyList<string>?>());

    [Fact]
    public void Devices_are_read_without_a_warning() => Assert.Empty(s_machine.Log.Warnings);
}
