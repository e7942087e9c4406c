using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

/// <summary>Several machines in one call: each answers for itself, and what comes out says whose it is.</summary>
public sealed class FleetTests : IDisposable
{
    private readonly PowerShellSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("numa-fleet-").FullName;

    public FleetTests()
    {
        foreach (var (host, cells) in new[] { ("db2", 2), ("db10", 1), ("db1", 3) })
            Keep(host, host, cells);
    }

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("Get-NumaCell 0 -Snapshot $machine/*.numa", "db1 db2 db10")] // as people count
    [InlineData("Get-NumaCell 0 -Snapshot $machine/db2.numa, $machine/db1*.numa", "db2 db1 db10")]
    [InlineData("Get-NumaCell 0 -LiteralPath $machine/db10.numa, $machine/db2.numa", "db10 db2")]
    [InlineData("Get-NumaCellFreeMemory 0 -Snapshot $machine/*.numa", "db1 db2 db10")]
    [InlineData("Get-NumaDistance 0 0 -Snapshot $machine/*.numa", "db1 db2 db10")]
    [InlineData("Get-NumaDistance 0 -Matrix -Snapshot $machine/*.numa", "db1 db2 db10")]
    [InlineData("Get-NumaCapabilities $machine/*.numa", "db1 db2 db10")]
    [InlineData("Find-NumaPlacement -PerHost -Snapshot $machine/*.numa", "db1 db2 db10")]
    [InlineData("Find-NumaPlacement -Count 6 -MaxCell 1 -Snapshot $machine/*.numa", "db1 db1 db1 db2 db2 db10")]
    [InlineData("Find-NumaPlacement -PerHost -Explain -Snapshot $machine/*.numa", "db1 db1 db2")] // db10 has a single node
    public void Every_snapshot_answers_in_the_order_of_the_command(string script, string hosts)
    {
        var output = _session.Run(script, _folder);
        Assert.Empty(_session.Errors);
        Assert.Equal(hosts, string.Join(' ', output.Select(item => item.Properties["HostName"].Value)));
        Assert.All(output, item => Assert.Matches($"^{item.BaseObject.GetType().FullName}#(Header)?Fleet$", item.TypeNames[0]));
    }

    [Theory]
    [InlineData("Get-NumaCell 0")]
    [InlineData("Get-NumaCellFreeMemory 0")]
    [InlineData("Get-NumaDistance 0 0")]
    [InlineData("Get-NumaDevice")]
    [InlineData("Get-NumaCapabilities")]
    [InlineData("Find-NumaPlacement -PerHost")]
    [InlineData("ConvertTo-NumaXml -Schema Nested")]
    public void Files_are_piped_to_every_cmdlet_that_takes_a_machine(string command)
    {
        var each = new[] { "db10", "db1", "db2" }.SelectMany(host => _session.Run($"{command} -Snapshot $machine", File_(host))).Select(item => item.ToString()).ToList();
        Assert.Equal(each, _session.Run($"'db10', 'db1', 'missing', 'db2' | ForEach-Object {{ [pscustomobject]@{{ PSPath = [IO.Path]::Combine($machine, $_ + '.numa') }} }} | {command}", _folder).Select(item => item.ToString()));
        var error = Assert.Single(_session.Errors);
        Assert.StartsWith("SnapshotNotFound,", error.FullyQualifiedErrorId);
        Assert.Equal(File_("missing"), error.TargetObject);
    }

    [Fact]
    public void One_that_cannot_be_read_is_an_error_and_the_others_answer()
    {
        File.WriteAllText(File_("db3"), "no snapshot");
        File.WriteAllLines(File_("db4"), File.ReadLines(File_("db1")).SkipLast(1));
        Assert.Equal(["db1", "db2", "db10"], _session.Run<NumaCell>("Get-NumaCell 0 -Snapshot $machine/*.numa", _folder).Select(cell => cell.HostName));
        Assert.Equal([("SnapshotInvalid", File_("db3")), ("SnapshotDamaged", File_("db4"))], _session.Errors.Select(error => (error.FullyQualifiedErrorId.Split(',')[0], (string)error.TargetObject)));
    }

    [Theory]
    [InlineData("Get-NumaCell -Snapshot $machine/db1.numa", false)]
    [InlineData("Get-NumaCell -Snapshot $machine/db1*.numa", true)]
    [InlineData("Get-NumaCell -Snapshot $machine/db1.numa, $machine/missing.numa", true)] // several were named
    [InlineData("Get-NumaCapabilities $machine/db1.numa | Get-NumaCell", false)]
    [InlineData("Get-NumaCell -Snapshot $machine/db1.numa | Get-NumaCellFreeMemory", false)]
    [InlineData("Get-NumaCell -Snapshot $machine/db*.numa | Get-NumaCellFreeMemory", true)]
    [InlineData("(Get-NumaCapabilities $machine/db1.numa), (Get-NumaCapabilities $machine/db2.numa) | Get-NumaCell", true)]
    [InlineData("(Get-NumaCell -Snapshot $machine/db1.numa), (Get-NumaCell -Snapshot $machine/db2.numa) | ForEach-Object { $_ } | Get-NumaDistance", true)]
    [InlineData("(Get-NumaCapabilities $machine/db1.numa), (Get-NumaCapabilities $machine/db2.numa) | Find-NumaPlacement", true)] // one row, of several machines
    [InlineData("Get-NumaCapabilities $machine/db1.numa | Find-NumaPlacement -Count 2 -MaxCell 1", false)]
    public void Several_machines_are_marked_and_one_is_not(string script, bool several)
    {
        var output = _session.Run(script, _folder);
        Assert.NotEmpty(output);
        Assert.All(output, item => Assert.Equal(several, item.TypeNames[0].EndsWith("#Fleet", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_marked_is_a_copy()
    {
        Assert.Equal(["NumaTopology.NumaCell"], _session.Run<string>("$all = Get-NumaCapabilities $machine/*.numa; $null = $all | Get-NumaCell; $all[0].Cells[0].PSTypeNames[0]", _folder));
    }

    [Fact]
    public void Who_watches_a_machine_does_not_wait_for_another()
    {
        // Each reading arrives while the cell of that number is piped: the first when the second shows that it is the same machine, over time.
        Assert.Equal([2, 2, 3], _session.Run<int>("1..3 | ForEach-Object { $n = $_; Get-NumaCell 0 -Snapshot $machine } | Get-NumaCellFreeMemory | ForEach-Object { $n }", File_("db1")));
        // Of two machines all are marked, so nothing of the first is there before.
        Assert.Equal([2, 2], _session.Run<int>("$n = 0; 'db1', 'db2' | ForEach-Object { $n++; Get-NumaCell 0 -Snapshot ([IO.Path]::Combine($machine, $_ + '.numa')) } | Get-NumaCellFreeMemory | ForEach-Object { $n }", _folder));
    }

    [Fact]
    public void Devices_of_several_machines_say_whose_they_are()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Machines, "windows-devices.numa"));
        foreach (var host in new[] { "WIN7", "WIN12" })
            File.WriteAllText(File_(host), text.Replace("system: Windows\n", $"system: Windows\nhost: {host}\n", StringComparison.Ordinal));
        Assert.Equal(["WIN7", "WIN12"], _session.Run<NumaDevice>("Get-NumaDevice PhysicalDrive0 -Snapshot $machine/WIN*.numa", _folder).Select(device => device.HostName));
        // Of the hosts that lack the device none is asked for a place, and none is an error while another has it.
        Assert.Equal("WIN7", Assert.Single(_session.Run<NumaPlacement>("Find-NumaPlacement -Device PhysicalDrive0 -Snapshot $machine/*.numa", _folder)).HostName);
        Assert.Empty(_session.Errors);
        Assert.Empty(_session.Run("Find-NumaPlacement -Device sdz -Snapshot $machine/*.numa", _folder));
        Assert.Equal("Device 'sdz' does not exist on any of 5 hosts. Get-NumaDevice lists the devices.", Assert.Single(_session.Errors).Exception.Message);
    }

    [Fact]
    public void The_best_of_all_machines_is_first()
    {
        // Node N of each has N + 1 MiB: what leaves least over is best, and of equals the host whose name comes first.
        Assert.Equal(["1 db1 1", "2 db2 1", "3 db1 2"], Rows("Find-NumaPlacement 1 1.5MB -Count 5 -MaxCell 1 -Snapshot $machine/*.numa"));
        Assert.Equal(["1 db1 1", "2 db2 1"], Rows("Find-NumaPlacement 1 1.5MB -Count 2 -MaxCell 1 -Snapshot $machine/db2.numa, $machine/db1.numa"));
        Assert.Equal(["1 db1 1", "2 db1 2", "1 db2 1"], Rows("Find-NumaPlacement 1 1.5MB -Count 5 -MaxCell 1 -PerHost -Snapshot $machine/db1.numa, $machine/db2.numa"));
        Assert.Equal("1 db1 2", Assert.Single(Rows("Find-NumaPlacement 1 2.5MB -MaxCell 1 -Snapshot $machine/*.numa"))); // two of three have none, and are no error
        Assert.Equal("1 db1 2", Assert.Single(Rows("Get-NumaCapabilities $machine/*.numa | Find-NumaPlacement 1 2.5MB -MaxCell 1")));
    }

    [Fact]
    public void Where_no_machine_has_a_place_one_error_says_what_comes_closest()
    {
        Assert.Empty(_session.Run("Find-NumaPlacement 5 -MaxCell 2 -Snapshot $machine/*.numa", _folder));
        var error = Assert.Single(_session.Errors);
        Assert.Equal("NumaPlacementNotFound,NumaTopology.Commands.FindNumaPlacementCommand", error.FullyQualifiedErrorId);
        Assert.StartsWith("None of 3 hosts has room for 5 CPUs; db1 comes closest. No set of 2 nodes of db1 holds 5 CPUs.", error.Exception.Message);
        _session.Run("Find-NumaPlacement 7 -Snapshot $machine/*.numa", _folder);
        Assert.StartsWith("None of 3 hosts has room for 7 CPUs; db1 comes closest. Not enough CPUs on db1: 7 requested, 6 usable.", Assert.Single(_session.Errors).Exception.Message);
        _session.Run("Find-NumaPlacement 7 -PerHost -Snapshot $machine/*.numa", _folder);
        Assert.Equal(3, _session.Errors.Count);
    }

    [Fact]
    public void A_limit_that_leaves_too_little_says_on_which_host()
    {
        File.Copy(Path.Combine(Repository.Machines, "limits.numa"), File_("limits"));
        _session.Run("Find-NumaPlacement 1 300MB -PerHost -Snapshot $machine/limits.numa, $machine/db1.numa", _folder);
        Assert.StartsWith("limits.numa: Not enough memory in cgroup", _session.Errors[0].Exception.Message);
        Assert.StartsWith("Not enough memory on db1:", _session.Errors[1].Exception.Message);
        _session.Run("Find-NumaPlacement 1 300MB -Snapshot $machine/limits.numa", _folder);
        Assert.StartsWith("Not enough memory in cgroup", Assert.Single(_session.Errors).Exception.Message);
    }

    [Fact]
    public void A_node_that_is_not_to_be_used_must_be_on_one_of_the_machines()
    {
        Assert.Single(_session.Run("Find-NumaPlacement -ExcludeCell 2 -Snapshot $machine/*.numa", _folder));
        Assert.Empty(_session.Errors);
        Assert.Single(_session.Run("Find-NumaPlacement -ExcludeCell 9 -Snapshot $machine/*.numa", _folder));
        Assert.Equal("Node 9 does not exist on any of 3 hosts.", Assert.Single(_session.Errors).Exception.Message);
    }

    [Fact]
    public void Machines_of_one_name_are_all_there()
    {
        Keep("copy", "db1", 3);
        Assert.Equal(["db1.numa", "copy.numa"], _session.Run<NumaPlacement>("Find-NumaPlacement -Count 10 -MaxCell 1 -Cpu 2 2.5MB -Snapshot $machine/db1.numa, $machine/copy.numa", _folder).Select(placement => Path.GetFileName(placement.Snapshot)));
    }

    [Fact]
    public void What_was_marked_is_taken_again_also_after_remoting()
    {
        const string received = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-NumaCell 0 -Snapshot $machine/*.numa)))";
        Assert.Equal(["db1", "db2", "db10"], _session.Run<NumaCellFreeMemory>(received + " | Get-NumaCellFreeMemory", _folder).Select(reading => reading.HostName));
        Assert.Equal("db1", Assert.Single(_session.Run<NumaPlacement>(received + " | Find-NumaPlacement", _folder)).HostName);
        Assert.Empty(_session.Errors);
    }

    [Fact]
    public void Objects_choose_among_the_snapshots_that_are_named()
    {
        Assert.Equal(["db2"], _session.Run<NumaCell>("Get-NumaCell 0 -Snapshot $machine/db2.numa | Get-NumaCell -Snapshot $machine/*.numa", _folder).Select(cell => cell.HostName));
        Assert.Equal(["db1", "db2", "db10"], _session.Run<NumaCell>("[pscustomobject]@{ CellId = 0 } | Get-NumaCell -Snapshot $machine/*.numa", _folder).Select(cell => cell.HostName));
        Assert.Empty(_session.Run("Get-NumaCell 0 -Snapshot $machine/db2.numa | Get-NumaCell -Snapshot $machine/db1*.numa", _folder));
        Assert.StartsWith("NumaRequestContradicts,", Assert.Single(_session.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void A_message_names_the_host()
    {
        _session.Run("Get-NumaCell 2 -Snapshot $machine/*.numa", _folder);
        Assert.Equal(["Node 2 does not exist on 'db2'. Existing nodes: 0-1.", "Node 2 does not exist on 'db10'. Existing nodes: 0."], _session.Errors.Select(error => error.Exception.Message));
    }

    [Fact]
    public void Tab_completes_the_nodes_of_the_first_machine_that_the_line_names() =>
        Assert.Equal(["0", "1", "2"], _session.Complete($"Get-NumaCell -Snapshot '{File_("db1")}', '{File_("db2")}' -CellId ").Select(match => match.CompletionText));

    [Fact]
    public void Tab_asks_no_host()
    {
        // There is no such host, and a client that is asked for it would take its time.
        Assert.DoesNotContain("0", _session.Complete("Get-NumaCell -HostName db7.invalid -CellId ").Select(match => match.CompletionText));
    }

    private List<string> Rows(string script) => [.. _session.Run<NumaPlacement>(script, _folder).Select(placement => $"{placement.Rank} {placement.HostName} {placement.Cells.Single()}")];

    private string File_(string host) => Path.Combine(_folder, host + ".numa");

    private void Keep(string file, string host, int cells)
    {
        using var machine = new MachineBuilder();
        for (var cell = 0; cell < cells; cell++)
            machine.Cell(cell, $"{2 * cell}-{(2 * cell) + 1}", memory: 4096, free: 1024 * (cell + 1));
        machine.Distances([.. Enumerable.Range(0, cells).Select(from => string.Join(' ', Enumerable.Range(0, cells).Select(to => from == to ? 10 : 20)))]).File("proc/sys/kernel/hostname", host + "\n");
        SnapshotExport.Save(machine.Machine, File_(file), withIdentity: true, overwrite: true);
    }
}
