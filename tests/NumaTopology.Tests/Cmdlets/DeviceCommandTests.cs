using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

public sealed class DeviceCommandTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    private const string Drives = "PhysicalDrive0 PhysicalDrive1 PhysicalDrive2";
    private const string Nic = "Intel(R) Ethernet Controller X520";

    private static readonly string s_machine = Path.Combine(Repository.Machines, "windows-devices.numa");

    [Theory]
    [InlineData("Get-NumaDevice -Snapshot $machine", $"{Drives} {Nic} NVIDIA A100")]
    [InlineData("Get-NumaDevice physicaldrive* -Snapshot $machine", Drives)]
    [InlineData(@"Get-NumaDevice \\.\PhysicalDrive1, 0000:5e:00.0 -Snapshot $machine", "PhysicalDrive1 NVIDIA A100")]
    [InlineData("Get-NumaDevice -Kind Network, Gpu -Snapshot $machine", $"{Nic} NVIDIA A100")]
    [InlineData("Get-NumaDevice -CellId 1 -Snapshot $machine", $"PhysicalDrive0 {Nic}")]
    [InlineData("Get-NumaDevice -Kind Pci -Snapshot $machine", "0001:3a:00.0")]
    [InlineData("Get-NumaDevice 0001:3a:00.0 -Snapshot $machine", "0001:3a:00.0")]
    [InlineData("Get-NumaCell 0 -Snapshot $machine | Get-NumaDevice", "PhysicalDrive1")]
    [InlineData("Get-NumaDevice PhysicalDrive0 -Snapshot $machine | Get-NumaDevice", "PhysicalDrive0")]
    [InlineData("Get-NumaCapabilities -Snapshot $machine | Get-NumaDevice -Kind Disk", Drives)]
    public void Devices_are_found_by_name_path_address_kind_and_cell(string script, string names)
    {
        Assert.Equal(names, string.Join(' ', session.Run<NumaDevice>(script, s_machine).Select(device => device.Name)));
        Assert.Empty(session.Errors);
    }

    [Fact]
    public void The_distance_is_that_from_the_cell_asked_about_and_unknown_where_the_cell_is()
    {
        // From the initiator's cell 2 it is 28 to the cell 1 and 17 to the cell 0.
        var devices = session.Run<NumaDevice>("Get-NumaDevice -From 2 -Kind Disk -Snapshot $machine", s_machine);
        Assert.Equal([28, 17, null], devices.Select(device => device.Distance));
        Assert.Equal(devices, session.Run<NumaDevice>("Get-NumaCapabilities -Snapshot $machine | Get-NumaDevice -From 2 -Kind Disk", s_machine));
    }

    [Fact]
    public void A_device_that_is_not_there_is_an_error_and_the_others_are_found()
    {
        Assert.Equal(["PhysicalDrive0"], session.Run<NumaDevice>("Get-NumaDevice sdz, PhysicalDrive0 -Snapshot $machine", s_machine).Select(device => device.Name));
        var error = Assert.Single(session.Errors);
        Assert.Equal(("NumaDeviceNotFound,NumaTopology.Commands.GetNumaDeviceCommand", ErrorCategory.ObjectNotFound, "sdz"), (error.FullyQualifiedErrorId, error.CategoryInfo.Category, error.TargetObject));
    }

    [Fact]
    public void A_cell_that_is_not_there_is_an_error()
    {
        session.Run("Get-NumaDevice -From 9 -Snapshot $machine", s_machine);
        Assert.Equal("NumaCellNotFound,NumaTopology.Commands.GetNumaDeviceCommand", Assert.Single(session.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void Names_are_offered_and_quoted_where_they_need_it()
    {
        Assert.Equal(Drives.Split(' '), session.Complete($"Get-NumaDevice -Snapshot '{s_machine}' phys").Select(match => match.CompletionText));
        var offered = Assert.Single(session.Complete($"Get-NumaDevice -Snapshot '{s_machine}' -Name Int"));
        Assert.Equal(($"'{Nic}'", $"Network {Nic}, node 1"), (offered.CompletionText, offered.ToolTip));
    }
}
