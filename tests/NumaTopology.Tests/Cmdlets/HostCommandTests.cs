using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using NumaTopology.Tests.Remote;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

/// <summary>What the cmdlets make of hosts over ssh. In the place of the client stands a script that runs what it is sent on a described machine.</summary>
public sealed class HostCommandTests : IDisposable
{
    private const string NoShell = "the client is a script of sh";

    private static readonly string s_folder = Client();

    private readonly PowerShellSession _session = new();
    private readonly Dictionary<string, MachineBuilder> _hosts = [];

    public HostCommandTests()
    {
        foreach (var (name, cells) in new[] { ("db1", 2), ("db2", 1) })
        {
            var machine = new MachineBuilder().Cell(0, "0-1", memory: 8192, free: 2048).Distances("10").File("proc/sys/kernel/hostname", "own\n");
            if (cells > 1)
                machine.Cell(1, "2-3", memory: 8192, free: 4096).Distances("10 20", "20 10");
            machine.File("proc/9/stat", "9 (a) b) S 1 9 9 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 100 9216000 500 0 0 0 0 0 0 0 0 0 0 0 0 0 17 1\n")
                .File("proc/9/status", "Tgid:\t9\nCpus_allowed_list:\t0-1\n").File("proc/9/numa_maps", "7f0000000000 default heap anon=2 N0=2 kernelpagesize_kB=4\n");
            _hosts.Add(name, machine);
            File.WriteAllText(Path.Combine(s_folder, name), machine.Root);
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        foreach (var machine in _hosts.Values)
            machine.Dispose();
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("Get-NumaCell")]
    [InlineData("Get-NumaCell 1")]
    [InlineData("Get-NumaCellFreeMemory")]
    [InlineData("Get-NumaDistance 0 1")]
    [InlineData("Get-NumaDistance -Matrix")]
    [InlineData("Get-NumaDevice")]
    [InlineData("Test-NumaTopology")]
    [InlineData("Get-NumaProcess -Memory")]
    [InlineData("Find-NumaPlacement 2 3MB")]
    [InlineData("ConvertTo-NumaXml -Schema Nested")]
    public void A_host_answers_as_its_files_do(string command)
    {
        var there = Texts($"{command} -Snapshot $machine", _hosts["db1"].Root);
        Assert.Equal(there, Texts($"{command} -HostName op@db1", null));
        Assert.True(there.Count > 0 || command == "Get-NumaDevice");
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void What_a_host_answers_has_the_name_by_which_it_was_asked()
    {
        var cells = _session.Run("Get-NumaCell -HostName op@db1");
        Assert.Equal([("db1", "ssh:op@db1"), ("db1", "ssh:op@db1")], cells.Select(cell => ((string, string))(cell.Properties["HostName"].Value, cell.Properties["Snapshot"].Value)));
        Assert.All(cells, cell => Assert.Equal("NumaTopology.NumaCell", cell.TypeNames[0]));
        var whole = Assert.Single(_session.Run<NumaCapabilities>("Get-NumaCapabilities -HostName db1"));
        Assert.Equal(("db1", "ssh:db1", 2), (whole.HostName, whole.Snapshot, whole.Cells.Count));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Those_that_do_not_answer_are_an_error_each_and_the_others_answer()
    {
        var cells = _session.Run("Get-NumaCell -HostName denied, db1, garbage, -x, db2");
        Assert.Equal(["db1 0", "db1 1", "db2 0"], cells.Select(cell => $"{cell.Properties["HostName"].Value} {cell.Properties["Id"].Value}").Order());
        Assert.All(cells, cell => Assert.Equal("NumaTopology.NumaCell#Fleet", cell.TypeNames[0]));
        Assert.Equal([("NumaHostNameInvalid", "-x"), ("NumaHostAccessDenied", "denied"), ("NumaHostAnswerInvalid", "garbage")],
            _session.Errors.Select(error => (error.FullyQualifiedErrorId.Split(',')[0], (string)error.TargetObject)).OrderBy(error => error.Item2, StringComparer.Ordinal));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void The_best_place_of_all_hosts_is_found()
    {
        var placement = Assert.Single(_session.Run<NumaPlacement>("Find-NumaPlacement 2 3MB -HostName db2, db1"));
        Assert.Equal(("db1", 1), (placement.HostName, placement.Cells.Single()));
        Assert.Empty(_session.Run("Find-NumaPlacement 9 -HostName db2, db1"));
        Assert.StartsWith("None of 2 hosts has room for 9 CPUs; db1 comes closest.", Assert.Single(_session.Errors).Exception.Message);
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("db1, db2", false)]
    [InlineData("slow, db2", true)]
    public void Who_waits_for_more_than_a_second_sees_how_far_it_is(string hosts, bool waits)
    {
        using var shell = _session.Shell();
        Assert.Equal(3, shell.AddScript($"Get-NumaCell -HostName {hosts}").Invoke().Count);
        if (waits)
        {
            Assert.Contains(shell.Streams.Progress, record => record.StatusDescription == "1 of 2 machines" && record.PercentComplete == 50);
            Assert.Equal(ProgressRecordType.Completed, shell.Streams.Progress[^1].RecordType);
        }

        // On a busy computer a second is soon over: what is shown is taken away.
        Assert.Equal(shell.Streams.Progress.Count > 0 ? 1 : 0, shell.Streams.Progress.Count(record => record.RecordType == ProgressRecordType.Completed));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Stopping_ends_the_clients_that_wait()
    {
        using var shell = _session.Shell();
        shell.AddScript("Get-NumaCell -HostName hangs1, db1, hangs2 -ConnectingTimeout 600000").BeginInvoke();
        string[] files = [Path.Combine(s_folder, "hangs1.pid"), Path.Combine(s_folder, "hangs2.pid")];
        Assert.True(SpinWait.SpinUntil(() => files.All(File.Exists), TimeSpan.FromSeconds(60)));
        shell.Stop();
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        foreach (var file in files)
            Assert.True(SpinWait.SpinUntil(() => !Directory.Exists("/proc/" + File.ReadAllText(file).Trim()), TimeSpan.FromSeconds(60)));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Hosts_are_watched_by_their_own_clocks()
    {
        // Nothing passes there before the first interval is told, and then four seconds, whatever passes here.
        _hosts["db1"].File("proc/uptime", "100.50 3.00\n").File("sys/devices/system/node/node1/numastat", "numa_hit 1000\nnuma_miss 20\n");
        var count = "[IO.File]::WriteAllText(\"$machine/proc/uptime\", '104.50 4.00'); [IO.File]::WriteAllText(\"$machine/sys/devices/system/node/node1/numastat\", \"numa_hit 1400`nnuma_miss 20`n\")";
        var cells = _session.Run($"$seen = Watch-NumaCell -HostName db1, op@db2, denied -IntervalSecond 0.1 -Count 2 -ErrorAction SilentlyContinue -ErrorVariable failures | ForEach-Object {{ $_; {count} }}; $seen; $failures", _hosts["db1"].Root);
        Assert.Equal("NumaHostAccessDenied", Assert.Single(cells, item => item.BaseObject is ErrorRecord).BaseObject is ErrorRecord error ? error.FullyQualifiedErrorId.Split(',')[0] : "");
        var seen = cells.Where(item => item.BaseObject is NumaCellActivity).ToList();
        Assert.All(seen, cell => Assert.Equal("NumaTopology.NumaCellActivity#Fleet", cell.TypeNames[0]));
        var rows = seen.ConvertAll(item => (NumaCellActivity)item.BaseObject);
        Assert.Equal(["db1 0", "db1 0", "db1 1", "db1 1", "db2 0", "db2 0"], rows.Select(row => $"{row.HostName} {row.Id}").Order());
        Assert.Equal([null, 100.0], rows.Where(row => row is { HostName: "db1", Id: 1 }).Select(row => row.Hit));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_watch_of_hosts_names_the_nodes_that_one_of_them_lacks()
    {
        var rows = _session.Run<NumaCellActivity>("Watch-NumaCell 1 -HostName db1, db2 -IntervalSecond 0.1 -Count 1");
        Assert.Equal(("db1", 1), rows.Select(row => (row.HostName, row.Id)).Single());
        var error = Assert.Single(_session.Errors);
        Assert.StartsWith("NumaCellNotFound,", error.FullyQualifiedErrorId);
        Assert.Contains("db2", error.Exception.Message);
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_watch_ends_where_no_host_answers()
    {
        Assert.Empty(_session.Run("Watch-NumaCell -HostName denied, garbage"));
        Assert.Equal(["denied", "garbage"], _session.Errors.Select(error => error.TargetObject).Order());
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Piped_nodes_of_a_host_are_not_watched_without_its_name()
    {
        Assert.Empty(_session.Run("Get-NumaCell 1 -HostName db1 | Watch-NumaCell -Count 1"));
        Assert.Contains("Use -HostName db1", Assert.Single(_session.Errors).Exception.Message);
        Assert.Equal(1, Assert.Single(_session.Run<NumaCellActivity>("Get-NumaCell 1 -HostName db1 | Watch-NumaCell -HostName db1 -IntervalSecond 0.1 -Count 1")).Id);
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void An_object_opens_no_connection()
    {
        Assert.Empty(_session.Run("Get-NumaCell 0 -HostName db1 | Get-NumaCellFreeMemory"));
        var error = Assert.Single(_session.Errors);
        Assert.StartsWith("SnapshotNotFound,", error.FullyQualifiedErrorId);
        Assert.Contains("Use -HostName db1", error.Exception.Message);
        Assert.Equal(2, _session.Run<NumaCellFreeMemory>("Get-NumaCapabilities -HostName db1 | Get-NumaCellFreeMemory").Count);
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void The_client_is_told_what_the_parameters_say()
    {
        _session.Run("$null = $ExecutionContext.SessionState.Path.SetLocation('/'); Get-NumaCellFreeMemory -HostName db1 -UserName op -Port 2222 -KeyFilePath key -ConnectingTimeout 60000");
        Assert.Empty(_session.Errors);
        Assert.EndsWith(" ConnectTimeout=60 -o LogLevel=ERROR -o PermitLocalCommand=no -o ClearAllForwardings=yes -o RemoteCommand=none -l op -p 2222 -i /key -- db1 sh -s memory", File.ReadAllText(Path.Combine(s_folder, "db1.words")).Trim());
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("\n")]
    [InlineData("\r\n")] // as PowerShell ends what it prints on Windows
    public void The_printed_script_gives_a_snapshot_by_hand(string end)
    {
        var script = Assert.Single(_session.Run<string>("Export-NumaSnapshot -AsScript"));
        Assert.DoesNotContain('\r', script);
        var (status, output, error) = Collector.RunText("sh", System.Text.Encoding.ASCII.GetBytes(script + end), "all", _hosts["db1"].Root);
        Assert.Equal((0, ""), (status, error));
        var file = Path.Combine(s_folder, "by-hand.numa");
        File.WriteAllBytes(file, output);
        Assert.Equal(Texts("Get-NumaCell -Snapshot $machine", _hosts["db1"].Root), Texts("Get-NumaCell -Snapshot $machine", file));
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("Get-NumaCell -HostName db1 -Snapshot x")]
    [InlineData("Get-NumaCell -Port 22")]
    [InlineData("Export-NumaSnapshot -AsScript -Path x")]
    [InlineData("Get-NumaCell -HostName ''")]
    [InlineData("Get-NumaCell -HostName db1 -ThrottleLimit 0")]
    [InlineData("Get-NumaCapabilities -HostName db1 | Get-NumaCell -HostName db2")]
    public void What_does_not_go_together_is_refused(string script)
    {
        Assert.Empty(_session.Run(script));
        Assert.NotEmpty(_session.Errors);
    }

    private List<string> Texts(string script, string? machine)
    {
        var output = _session.Run(script, machine);
        Assert.Empty(_session.Errors);
        return [.. output.Select(item => $"{item} {item.Properties["Memory"]?.Value} {item.Properties["FreeMemory"]?.Value}")];
    }

    /// <summary>Puts the script before all of PATH, for good: no other test starts an ssh client by its name.</summary>
    private static string Client()
    {
        var folder = Directory.CreateTempSubdirectory("numa-hosts-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        if (!OperatingSystem.IsLinux())
            return folder;
        File.WriteAllText(Path.Combine(folder, "ssh"), $$"""
            #!/bin/sh
            words=$*
            while [ "$1" != -- ]; do shift; done
            host=${2#*@}
            echo "$words" >'{{folder}}/'"$host".words
            case $host in
              denied) echo 'Permission denied (publickey).' >&2; exit 255 ;;
              garbage) echo 'Welcome!'; exit ;;
              slow) sleep 2; host=db1 ;;
              hangs*) echo $$ >'{{folder}}/new.'"$host"; mv '{{folder}}/new.'"$host" '{{folder}}/'"$host".pid; exec sleep 600 ;;
            esac
            exec sh -s "$5" "$(cat '{{folder}}/'"$host")"

            """);
        Process.Start("chmod", ["+x", Path.Combine(folder, "ssh")]).WaitForExit();
        Environment.SetEnvironmentVariable("PATH", folder + ":" + Environment.GetEnvironmentVariable("PATH"));
        return folder;
    }
}
