using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

/// <summary>What is piped to Find-NumaPlacement: all of it counts, or it is an error.</summary>
public sealed class PlacementPipelineTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    // vda hangs at cell 2, nvme0n1 at cell 1.
    private static readonly string s_hmat = Machine("hmat");
    private static readonly string s_windows = Machine("windows-devices");

    [Theory]
    [InlineData("Get-NumaDevice vda -Snapshot $machine | Find-NumaPlacement -Cpu 2", "2")]
    [InlineData("Get-NumaDevice nvme0n1 -Snapshot $machine | Find-NumaPlacement -Cpu 2", "1")]
    [InlineData("Find-NumaPlacement -Cpu 2 -InputObject (Get-NumaDevice vda -Snapshot $machine)", "2")]
    [InlineData("Find-NumaPlacement -Cpu 2 -Device (Get-NumaDevice vda -Snapshot $machine) -Snapshot $machine", "2")]
    [InlineData("Get-NumaDevice vda -Snapshot $machine | Find-NumaPlacement -Cpu 2 -Snapshot $machine", "2")]
    public void Devices_are_those_to_stay_close_to(string script, string cell)
    {
        var placement = Assert.Single(Find(script, s_hmat));
        Assert.Equal((cell, 10, s_hmat), (string.Join(",", placement.Cells), placement.DeviceDistance, placement.Snapshot));
    }

    [Fact]
    public void Several_devices_are_one_request()
    {
        // Cell 1 and cell 2 are at 21 of each other.
        var placement = Assert.Single(Find("Get-NumaDevice nvme0n1, vda -Snapshot $machine | Find-NumaPlacement -Cpu 2", s_hmat));
        Assert.Contains("nvme0n1 at 10; vda at 21", placement.Reason);
        placement = Assert.Single(Find("Get-NumaDevice nvme0n1 -Snapshot $machine | Find-NumaPlacement -Cpu 2 -Device vda, vda", s_hmat));
        Assert.Contains("nvme0n1 at 10; vda at 21", placement.Reason);
    }

    [Fact]
    public void Cells_are_those_to_choose_from()
    {
        Assert.Equal([0, 2], Find("Get-NumaCell 0, 2 -Snapshot $machine | Find-NumaPlacement -Cpu 2 -Count 2", s_hmat).Select(placement => placement.Cells.Single()).Order());
        Assert.Equal(["1: not among the given nodes", "3: not among the given nodes"], session.Run<RejectedCell>("Get-NumaCell 0, 2 -Snapshot $machine | Find-NumaPlacement -Cpu 6 -Explain", s_hmat).Select(cell => cell.ToString()));
        // Close to vda, but not on its cell.
        Assert.Equal([1], Assert.Single(Find("(Get-NumaCell 0, 1 -Snapshot $machine), (Get-NumaDevice vda -Snapshot $machine) | ForEach-Object { $_ } | Find-NumaPlacement -Cpu 2", s_hmat)).Cells);
    }

    [Fact]
    public void Each_machine_is_a_request_of_its_own()
    {
        var placements = session.Run("(Get-NumaDevice vda -Snapshot $machine), (Get-NumaDevice PhysicalDrive0 -Snapshot $given) | Find-NumaPlacement -Cpu 2 -PerHost", s_hmat, s_windows).Select(item => (NumaPlacement)item.BaseObject);
        Assert.Equal([(s_hmat, 2), (s_windows, 1)], placements.Select(placement => (placement.Snapshot, placement.Cells.Single())));
        Assert.Empty(session.Errors);
    }

    [Fact]
    public void What_came_through_remoting_is_asked_where_it_was_recorded()
    {
        Assert.Equal([2], Assert.Single(Find(Received("Get-NumaDevice vda -Snapshot $machine") + " | Find-NumaPlacement -Cpu 2", s_hmat)).Cells);
        Assert.Equal([1], Assert.Single(Find(Received("Get-NumaCell 1 -Snapshot $machine") + " | Find-NumaPlacement -Cpu 2", s_hmat)).Cells);
        Assert.Equal([1], Assert.Single(Find(Received("Get-NumaCapabilities -Snapshot $machine") + " | Find-NumaPlacement -Cpu 2 -Memory 100MB", s_hmat)).Cells);
    }

    [Fact]
    public void Objects_of_another_computer_are_refused()
    {
        session.Run($"$cell = {Received("Get-NumaCell 1 -Snapshot $machine")}; $cell.Snapshot = $null; $cell.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new('PSComputerName', 'db7')); $cell | Find-NumaPlacement", s_hmat);
        AssertError("NumaObjectRemote", ErrorCategory.InvalidOperation, "db7");
    }

    [Fact]
    public void A_document_answers_by_its_capacity_and_names_it()
    {
        const string read = "[IO.File]::ReadAllText($machine) | ConvertFrom-NumaXml | Find-NumaPlacement -Cpu 2 -Memory 500MB";
        Assert.Equal([1], Assert.Single(Find(read + " -Capacity", Path.Combine(Repository.Machines, "hmat.libvirt.xml"))).Cells);
        session.Run(read, Path.Combine(Repository.Machines, "hmat.libvirt.xml"));
        AssertError("NumaPlacementNotFound", ErrorCategory.ResourceUnavailable);
        Assert.Matches(@"^Free memory is unknown on nodes 0-3 of \(XML\) [0-9a-z]{6}: 500 MiB requested\. ", session.Errors[0].Exception.Message);
        Assert.EndsWith(" Use -Capacity to plan with the total memory of an empty host.", session.Errors[0].Exception.Message);
    }

    /// <summary>Two documents are two machines, whether or not they come from files; one that is read again is the same machine.</summary>
    [Theory]
    [InlineData("function Read($path) { [IO.File]::ReadAllText($path) | ConvertFrom-NumaXml }")]
    [InlineData("function Read($path) { ConvertFrom-NumaXml -Path $path }")]
    public void What_was_placed_on_one_document_is_not_taken_of_another(string read)
    {
        const string flat = "$flat = [IO.Path]::Combine([IO.Path]::GetDirectoryName($machine), 'flat.libvirt.xml'); ";
        var hmat = Path.Combine(Repository.Machines, "hmat.libvirt.xml");
        // Without nodes 0 and 2, two CPUs are left of the first; the other has two on node 1 as well.
        read += "; $taken = Read $machine | Find-NumaPlacement -Cpu 2 -Capacity -ExcludeCell 0, 2; " + flat;
        Assert.Single(Find(read + "Read $flat | Find-NumaPlacement -Cpu 2 -Capacity -ExcludeCell 0, 2, 3 -Reserved $taken -WarningAction Ignore", hmat));
        Assert.Empty(session.Run(read + "Read $machine | Find-NumaPlacement -Cpu 2 -Capacity -ExcludeCell 0, 2 -Reserved $taken", hmat));
        AssertError("NumaPlacementNotFound", ErrorCategory.ResourceUnavailable);
        var names = session.Run(read + "(Read $machine), (Read $flat) | Find-NumaPlacement -Cpu 2 -Capacity -PerHost | ForEach-Object { $_.PSObject.TypeNames[0] }", hmat);
        Assert.Equal(["NumaTopology.NumaPlacement#Fleet", "NumaTopology.NumaPlacement#Fleet"], names.Select(name => $"{name}"));
    }

    [Theory]
    [InlineData("'hmat.numa' | Find-NumaPlacement -Cpu 2")]
    [InlineData("$null | Find-NumaPlacement -Cpu 2")]
    [InlineData("Find-NumaPlacement -Cpu 2 -InputObject $null")]
    [InlineData("Get-NumaCellFreeMemory 1 -Snapshot $machine | Find-NumaPlacement -Cpu 2")]
    [InlineData("Get-NumaDistance 0 0 -Snapshot $machine | Find-NumaPlacement -Cpu 2")]
    [InlineData("Find-NumaPlacement -Snapshot $machine | Find-NumaPlacement -Cpu 2")]
    [InlineData("[pscustomobject]@{ Snapshot = $machine; CellId = 1 } | Find-NumaPlacement -Cpu 2")]
    [InlineData("[IO.FileInfo]$machine | Find-NumaPlacement -Cpu 2")]
    public void Anything_else_is_an_error_and_no_placement(string script)
    {
        Assert.Empty(session.Run(script, s_hmat));
        AssertError("NumaInputNotSupported", ErrorCategory.InvalidType);
        Assert.Contains("Get-NumaDevice", session.Errors[0].Exception.Message);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Rank = 1; Cells = @(1) } | Find-NumaPlacement 2", "Find-NumaPlacement does not accept PSCustomObject as input. ")]
    [InlineData("Find-NumaPlacement 2 -Snapshot $machine -Reserved ([pscustomobject]@{ Rank = 1; Cells = @(1) })", "-Reserved does not accept PSCustomObject. ")]
    public void Objects_as_ConvertFrom_Json_makes_them_are_refused_in_one_sentence_that_says_what_keeps_them(string script, string start)
    {
        Assert.Empty(session.Run(script, s_hmat));
        AssertError("NumaInputNotSupported", ErrorCategory.InvalidType);
        Assert.StartsWith(start, session.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Objects from JSON or CSV have lost their type; keep objects with Export-Clixml.", session.Errors[0].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_is_piped_is_no_request()
    {
        Assert.Empty(session.Run("Get-NumaDevice nvme9 -Snapshot $machine | Find-NumaPlacement -Cpu 2", s_hmat));
        Assert.StartsWith("NumaDeviceNotFound", Assert.Single(session.Errors).FullyQualifiedErrorId);
    }

    [Theory]
    [InlineData("1..2 | ForEach-Object { Find-NumaPlacement -Cpu 2 -Snapshot $machine }")]
    [InlineData("function Find-Twice { process { Find-NumaPlacement -Cpu 2 -Snapshot $machine } }; 1..2 | Find-Twice")]
    [InlineData("1..2 | & { process { Find-NumaPlacement -Cpu 2 -Snapshot $machine } }")]
    public void What_is_piped_to_an_outer_block_is_not_input_of_the_cmdlet(string script) => Assert.Equal(2, Find(script, s_hmat).Count);

    [Fact]
    public void Objects_of_another_machine_than_the_snapshot_are_refused()
    {
        Assert.Empty(session.Run("Get-NumaDevice vda -Snapshot $machine | Find-NumaPlacement -Snapshot $given", s_hmat, s_windows));
        AssertError("NumaRequestContradicts", ErrorCategory.InvalidArgument, s_windows);
        Assert.Empty(session.Run("Get-NumaCapabilities -Snapshot $machine | Find-NumaPlacement -Snapshot $given", s_hmat, s_windows));
        AssertError("NumaRequestContradicts", ErrorCategory.InvalidArgument, s_windows);
    }

    [Fact]
    public void A_device_of_a_document_cannot_be_asked_for_its_machine()
    {
        session.Run("([IO.File]::ReadAllText($machine) | ConvertFrom-NumaXml).Cells[0] | Find-NumaPlacement", Path.Combine(Repository.Machines, "hmat.libvirt.xml"));
        AssertError("SnapshotNotFound", ErrorCategory.ObjectNotFound);
        Assert.Contains("-InputObject", session.Errors[0].Exception.Message);
    }

    [Theory]
    [InlineData("Find-NumaPlacement 3 -Smt Apart -Strict -Snapshot $machine")]
    [InlineData("Get-NumaCapabilities -Snapshot $machine | Find-NumaPlacement 3 -Smt Apart -Strict")]
    public void Strict_is_an_error_where_cores_are_unknown_or_too_few(string script)
    {
        using var machine = new MachineBuilder().Cell(0, "0-3").Processor(0, 0, 0, "0-1").Processor(1, 0, 0, "0-1").Processor(2, 0, 1, "2-3").Processor(3, 0, 1, "2-3");
        Assert.Empty(session.Run(script, machine.Root));
        AssertError("NumaPlacementNotFound", ErrorCategory.ResourceUnavailable);
        Assert.Contains("3 requested, 2 usable (2 second threads)", session.Errors[0].Exception.Message);
    }

    private System.Collections.Generic.IReadOnlyList<NumaPlacement> Find(string script, string machine)
    {
        var placements = session.Run<NumaPlacement>(script, machine);
        Assert.Empty(session.Errors);
        return placements;
    }

    private void AssertError(string id, ErrorCategory category, object? target = null)
    {
        var error = Assert.Single(session.Errors);
        Assert.Equal((id + ",NumaTopology.Commands.FindNumaPlacementCommand", category), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        if (target is not null)
            Assert.Equal(target, error.TargetObject);
    }

    /// <summary>What remoting leaves of objects.</summary>
    private static string Received(string script) => $"[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(({script})))";

    private static string Machine(string name) => Path.Combine(Repository.Machines, name + ".numa");
}
