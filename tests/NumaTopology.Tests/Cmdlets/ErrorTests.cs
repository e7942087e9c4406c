using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

public sealed class ErrorTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").Distances("10 20", "20 10");

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("Get-NumaCell 0,7,1 -Snapshot $machine", "GetNumaCellCommand", 2)]
    [InlineData("Get-NumaCellFreeMemory 0,7,1 -Snapshot $machine", "GetNumaCellFreeMemoryCommand", 2)]
    [InlineData("Get-NumaDistance 0,7 1 -Snapshot $machine", "GetNumaDistanceCommand", 1)]
    [InlineData("Get-NumaCapabilities -Snapshot $machine | Get-NumaCell 0,7", "GetNumaCellCommand", 1)]
    public void An_unknown_cell_is_an_error_and_the_others_are_answered(string script, string command, int answers)
    {
        Assert.Equal(answers, session.Run(script, _machine.Root).Count);
        AssertError("NumaCellNotFound", command, ErrorCategory.ObjectNotFound, 7);
    }

    [Fact]
    public void A_negative_cell_is_an_error_and_the_others_are_answered()
    {
        Assert.Single(session.Run("Get-NumaCell -CellId -1,1 -Snapshot $machine", _machine.Root));
        AssertError("NumaCellNegative", "GetNumaCellCommand", ErrorCategory.InvalidArgument, -1);
    }

    [Fact]
    public void A_snapshot_that_is_not_there_is_an_error()
    {
        var path = Path.Combine(_machine.Root, "none");
        Assert.Empty(session.Run("Get-NumaCell -Snapshot $machine", path));
        AssertError("SnapshotNotFound", "GetNumaCellCommand", ErrorCategory.ObjectNotFound, path);
    }

    [Fact]
    public void A_file_that_is_no_snapshot_is_an_error()
    {
        var path = Path.Combine(_machine.Root, "letter.txt");
        File.WriteAllText(path, "Dear reader,\n");
        Assert.Empty(session.Run("Get-NumaCapabilities -Snapshot $machine", path));
        AssertError("SnapshotInvalid", "GetNumaCapabilitiesCommand", ErrorCategory.InvalidData, path);
    }

    [Fact]
    public void A_folder_without_sys_is_an_error()
    {
        var path = Path.Combine(_machine.Root, "sys");
        Assert.Empty(session.Run("Get-NumaDistance -Snapshot $machine", path));
        AssertError("SnapshotWithoutSys", "GetNumaDistanceCommand", ErrorCategory.InvalidData, path);
    }

    [Fact]
    public void An_empty_snapshot_is_not_taken_for_this_machine()
    {
        Assert.Empty(session.Run("Get-NumaCellFreeMemory -Snapshot ''"));
        AssertError("SnapshotPathEmpty", "GetNumaCellFreeMemoryCommand", ErrorCategory.InvalidArgument, "");
    }

    [Fact]
    public void A_malformed_file_is_an_error_that_names_it()
    {
        _machine.File(MachineBuilder.Nodes + "node1/meminfo", "Node 1 MemTotal: ? kB\n");
        Assert.Empty(session.Run("Get-NumaCell -Snapshot $machine", _machine.Root));
        AssertError("TopologyMalformed", "GetNumaCellCommand", ErrorCategory.InvalidData, Path.Combine(_machine.Root, MachineBuilder.Nodes + "node1/meminfo"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<capabilities>")]
    [InlineData("<capabilities/>")]
    [InlineData("<domain/>")]
    [InlineData("<!DOCTYPE capabilities SYSTEM 'file:///etc/passwd'><capabilities><host/></capabilities>")]
    [InlineData("<capabilities><host><topology><cells><cell id='0'><cpus><cpu id='99999999'/></cpus></cell></cells></topology></host></capabilities>")]
    public void XML_that_is_no_machine_is_an_error(string text)
    {
        Assert.Empty(session.Run("ConvertFrom-NumaXml $machine", text));
        var error = Assert.Single(session.Errors);
        Assert.Equal("NumaXmlMalformed,NumaTopology.Commands.ConvertFromNumaXmlCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
    }

    [Fact]
    public void A_snapshot_is_overwritten_only_by_force()
    {
        var path = Path.Combine(_machine.Root, "kept.numa");
        session.Run($"Export-NumaSnapshot $machine -Snapshot '{_machine.Root}'", path);
        Assert.Empty(session.Errors);
        session.Run($"Export-NumaSnapshot $machine -Snapshot '{_machine.Root}'", path);
        AssertError("SnapshotExists", "ExportNumaSnapshotCommand", ErrorCategory.ResourceExists, path);
        session.Run($"Export-NumaSnapshot $machine -Snapshot '{_machine.Root}' -Force", path);
        Assert.Empty(session.Errors);
    }

    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_link_is_not_replaced_by_a_snapshot()
    {
        string target = Path.Combine(_machine.Root, "target"), link = Path.Combine(_machine.Root, "link");
        File.WriteAllText(target, "kept");
        File.CreateSymbolicLink(link, target);
        session.Run($"Export-NumaSnapshot $machine -Snapshot '{_machine.Root}' -Force", link);
        AssertError("SnapshotNotWritten", "ExportNumaSnapshotCommand", ErrorCategory.WriteError, link);
        Assert.Equal("kept", File.ReadAllText(link));
    }

    [Fact(Skip = "there is no /dev/zero", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_device_is_no_snapshot()
    {
        Assert.Empty(session.Run("Get-NumaCell -Snapshot /dev/zero"));
        AssertError("SnapshotInvalid", "GetNumaCellCommand", ErrorCategory.InvalidData, "/dev/zero");
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        var path = Path.Combine(_machine.Root, "kept.numa");
        session.Run($"Export-NumaSnapshot $machine -Snapshot '{_machine.Root}' -WhatIf", path);
        Assert.Empty(session.Errors);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void A_snapshot_that_cannot_be_written_leaves_nothing_behind()
    {
        var path = Path.Combine(_machine.Root, "absent", "kept.numa");
        session.Run($"Export-NumaSnapshot $machine -Snapshot '{_machine.Root}'", path);
        AssertError("SnapshotNotWritten", "ExportNumaSnapshotCommand", ErrorCategory.WriteError, path);
        Assert.Contains($"'{path}'", session.Errors.Single().Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\0b")] // as .NET Framework refuses a<b: by an ArgumentException
    [InlineData("/")]
    public void A_path_that_no_file_can_have_is_an_error_of_the_module(string path)
    {
        session.Run($"Export-NumaSnapshot $machine -Snapshot '{_machine.Root}'", path);
        var error = Assert.Single(session.Errors);
        Assert.Equal(("SnapshotNotWritten,NumaTopology.Commands.ExportNumaSnapshotCommand", ErrorCategory.WriteError), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        // Windows has a root for each drive.
        Assert.Contains(path == "/" ? Path.GetFullPath(path) : path.Replace('\0', '?'), error.Exception.Message, StringComparison.Ordinal);
    }

    private void AssertError(string id, string command, ErrorCategory category, object target)
    {
        var error = Assert.Single(session.Errors);
        Assert.Equal($"{id},NumaTopology.Commands.{command}", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(target, error.TargetObject);
    }
}
