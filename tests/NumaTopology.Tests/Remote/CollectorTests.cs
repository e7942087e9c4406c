using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NumaTopology.Health;
using NumaTopology.Machines;
using NumaTopology.Machines.Linux;
using NumaTopology.Snapshots;
using NumaTopology.Tests.Faults;
using NumaTopology.Tests.Recorded;
using Xunit;

namespace NumaTopology.Tests.Remote;

/// <summary>What the collector brings of a machine against the same machine read directly, on every recorded machine and under every shell.</summary>
public class CollectorTests(UnfoldedMachines unfolded)
{
    // Asking each machine by each shell, and for each question, takes a fifth of the suite's time: the bed fleet does.
    private static readonly bool s_isEachAskedByAll = Environment.GetEnvironmentVariable("NUMA_TEST_EVERY_SHELL") is { Length: > 0 };

    // Read once for all shells: nothing changes a machine's folder.
    private static readonly ConcurrentDictionary<string, Dictionary<string, string>> s_direct = [];
    private static readonly ConcurrentDictionary<string, RecordingMachine> s_records = [];

    [Theory(Skip = Collector.None, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [MemberData(nameof(Collector.Shells), MemberType = typeof(Collector))]
    public void Every_machine_is_told_as_when_it_is_read_directly(string shell)
    {
        foreach (var (name, root) in Machines(few: !s_isEachAskedByAll))
        {
            var answer = (SnapshotMachine)Collected(shell, "all", root);
            Assert.NotEmpty(NumaProbe.Cells(answer));
            AssertHasAllThatAnExportKeeps(name, root, answer);
            AssertSame(name, root, answer, "capabilities", "cells", "free", "distances", "devices");
        }
    }

    [Theory(Skip = Collector.None, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("memory", "free")]
    [InlineData("activity", "free")]
    [InlineData("cells", "free", "cells", "distances")]
    [InlineData("devices", "devices")]
    [InlineData("capabilities", "capabilities", "cells", "free", "distances", "devices")]
    public void The_facts_sent_for_a_question_answer_it(string question, params string[] answers)
    {
        foreach (var (name, root) in Machines(few: !s_isEachAskedByAll))
            AssertSame(name, root, Collected("sh", question, root), answers);
    }

    [Theory(Skip = Collector.None, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [MemberData(nameof(Collector.Shells), MemberType = typeof(Collector))]
    public void What_nodes_count_is_sent_with_the_time(string shell)
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2").HugePages(1, 2048, 4, 2)
            .File("sys/devices/system/node/node0/numastat", "numa_hit 7\nnuma_miss 5\n").File("sys/devices/system/node/node0/vmstat", "pgpromote_success 3\n")
            .File("proc/vmstat", "pgmigrate_success 9\n").File("proc/stat", "cpu  9 0 0 9 0\ncpu0 5 0 0 4 0\n").File("proc/uptime", "350735.47 234388.90\n");
        var answer = (SnapshotMachine)Collected(shell, "activity", machine.Root);
        foreach (var fact in new[] { "node0/numastat", "node0/vmstat", "node1/cpulist", "node1/hugepages/hugepages-2048kB/free_hugepages" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(machine.Root, MachineBuilder.Nodes + fact)), answer.Facts[MachineBuilder.Nodes + fact]);
        foreach (var fact in new[] { "proc/vmstat", "proc/stat", "proc/uptime" })
            Assert.Equal(File.ReadAllBytes(Path.Combine(machine.Root, fact)), answer.Facts[fact]);
    }

    [Theory(Skip = Collector.None, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [MemberData(nameof(Collector.Shells), MemberType = typeof(Collector))]
    public void Reservations_are_those_of_the_machine_read_directly(string shell)
    {
        var root = Machines().Single(machine => machine.Name == "reserved").Root;
        var direct = NumaProbe.Reservations(new FolderMachine(root));
        Assert.Equal(6, direct.Count);
        Assert.Equal(direct, NumaProbe.Reservations(Collected(shell, "reservations", root)));
    }

    [Theory(Skip = Collector.None, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [MemberData(nameof(Collector.Shells), MemberType = typeof(Collector))]
    public void Processes_are_those_of_the_machine_read_directly(string shell)
    {
        var root = Machines().Single(machine => machine.Name == "reserved").Root;
        foreach (var (question, withMemory) in new[] { ("processes", false), ("process-memory", true) })
        {
            var selection = new ProcessSelection { WithThreads = true, WithMemory = withMemory };
            var direct = NumaProbe.Processes(new FolderMachine(root), selection);
            Assert.Equal([3, 1], direct.Select(process => process.Threads!.Count));
            Assert.Equal(direct, NumaProbe.Processes(Collected(shell, question, root), selection));
        }
    }

    [Theory(Skip = Collector.None, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [MemberData(nameof(Collector.Shells), MemberType = typeof(Collector))]
    public void A_fact_without_permission_is_refused_and_a_missing_one_is_absent(string shell)
    {
        const string memory = MachineBuilder.Nodes + "node1/meminfo", pools = MachineBuilder.Nodes + "node1/hugepages", closed = MachineBuilder.Nodes + "node2";
        using var machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").Cell(2, "4").HugePages(1, 2048, 4, 2);
        string[] names = [memory, pools, closed];
        Process.Start("chmod", ["-R", "a+rX", machine.Root]).WaitForExit();
        Process.Start("chmod", ["000", .. names.Select(name => Path.Combine(machine.Root, name))]).WaitForExit();
        try
        {
            var answer = Collector.Snapshot(Collector.AsNobody + shell, "all", machine.Root);
            var buffer = new byte[64];
            Assert.Equal([Machine.Refused, Machine.Refused, Machine.Absent], new[] { memory, closed + "/meminfo", MachineBuilder.Nodes + "node0/hugepages/hugepages-2048kB/nr_hugepages" }.Select(fact => answer.Read(fact, ref buffer)));
            Assert.All([pools, closed, MachineBuilder.Nodes + "node0/memory_side_cache"], name => Assert.Null(answer.List(name)));
            Assert.Equal([true, true, false], new[] { pools, closed, MachineBuilder.Nodes + "node0/memory_side_cache" }.Select(answer.IsRefused));
            Assert.Equal([0, 1, 2], NumaProbe.Cells(answer).Select(cell => cell.Id));
        }
        finally
        {
            Process.Start("chmod", ["-R", "u+rwX", machine.Root]).WaitForExit();
        }
    }

    [Theory(Skip = Collector.None, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [MemberData(nameof(Collector.Shells), MemberType = typeof(Collector))]
    public void Empty_one_without_a_line_end_and_bytes_that_are_no_text_stay_what_they_are(string shell)
    {
        using var machine = new MachineBuilder().Cell(0, "0-1");
        string[] contents = ["", "\n", "7", "7\n", "7\n\n", "\n7", "a\tb\r\n", "\0", "7\n\0\0", "Zo\u00eb\n", "==> x <==\n", " x\n= y\n. 3\n"];
        for (var i = 0; i < contents.Length; i++)
            machine.File($"{MachineBuilder.Cpus}cpu{i}/topology/core_id", contents[i]);
        File.WriteAllBytes(Path.Combine(machine.Root, MachineBuilder.Cpus + "cpu0/topology/die_id"), [0xff, 0xfe, 0x80, 0x0a]);
        var answer = (SnapshotMachine)Collected(shell, "all", machine.Root);
        for (var i = 0; i < contents.Length; i++)
            Assert.Equal(contents[i], System.Text.Encoding.UTF8.GetString(answer.Facts[$"{MachineBuilder.Cpus}cpu{i}/topology/core_id"]));
        Assert.Equal([0xff, 0xfe, 0x80, 0x0a], answer.Facts[MachineBuilder.Cpus + "cpu0/topology/die_id"]);
    }

    [Theory(Skip = Collector.None, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [MemberData(nameof(Collector.Shells), MemberType = typeof(Collector))]
    public void A_device_may_be_called_what_a_shell_would_run(string shell)
    {
        using var machine = new MachineBuilder().Cell(0, "0-1");
        string[] names = ["a;touch x", "$(touch x)", "`touch x`", "a'b", "a\"b", "-n", "a b", "*", "%s"];
        foreach (var name in names)
        {
            machine.File($"sys/devices/pci0000:00/0000:00:03.0/net/{name}/numa_node", "0\n").Link("sys/class/net/" + name, $"sys/devices/pci0000:00/0000:00:03.0/net/{name}");
        }

        Assert.Equal(names.Order(), NumaProbe.Devices(Collected(shell, "devices", machine.Root)).Where(device => device.CellId == 0).Select(device => device.Name).Order());
        Assert.Empty(Directory.GetFiles(machine.Root));
    }

    [Theory(Skip = Collector.None, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [MemberData(nameof(Collector.Shells), MemberType = typeof(Collector))]
    public void A_script_cut_on_its_way_runs_nothing(string shell)
    {
        var script = File.ReadAllBytes(Collector.Script);
        for (var length = 0; length < script.Length - 10; length += 499)
            Assert.Empty(Collector.RunText(shell, script[..length]).Output);
    }

    [Theory(Skip = Collector.None, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [MemberData(nameof(Collector.Shells), MemberType = typeof(Collector))]
    public void A_collector_that_cannot_run_says_why_and_prints_no_snapshot(string shell)
    {
        Assert.Equal("collect.sh: unknown question 'x': use memory, activity, cells, devices, capabilities, reservations, processes, process-memory or all", Collector.Run(shell, "x").Error.TrimEnd());
        var (status, output, error) = Collector.Run(shell, "all", "/proc/self/missing");
        Assert.NotEqual(0, status);
        Assert.NotEmpty(error);
        Assert.Empty(output);
    }

    private static void AssertHasAllThatAnExportKeeps(string name, string root, SnapshotMachine answer)
    {
        var record = s_records.GetOrAdd(root, Record);
        foreach (var (fact, content) in record.Facts.Where(fact => fact.Value is not null))
            Assert.True(answer.Facts.TryGetValue(fact, out var collected) && content.AsSpan().SequenceEqual(collected), $"{name}: {fact}");
        foreach (var (folder, names) in record.Folders.Where(folder => folder.Value is not null))
            Assert.True(answer.Folders.TryGetValue(folder, out var collected) && names!.ToHashSet().SetEquals(collected), $"{name}: {folder}");
    }

    private static void AssertSame(string name, string root, Machine collected, params string[] questions)
    {
        var theirs = s_direct.GetOrAdd($"{root} {string.Join(' ', questions)}", _ => Only(new FolderMachine(root), questions));
        var ours = Only(collected, questions);
        foreach (var path in theirs.Keys.Union(ours.Keys))
            Assert.True(theirs.GetValueOrDefault(path) == ours.GetValueOrDefault(path), $"{name} {path}: {theirs.GetValueOrDefault(path)} read directly, {ours.GetValueOrDefault(path)} collected");
    }

    private static RecordingMachine Record(string root)
    {
        var record = new RecordingMachine(new FolderMachine(root));
        NumaProbe.Capabilities(record);
        NumaProbe.Devices(record, otherPci: true);
        HealthCheck.Record(record);
        return record;
    }

    private static Machine Collected(string shell, params string[] arguments) => Collector.Snapshot(shell, arguments);

    /// <summary>The answers to some questions, but for where they come from and when.</summary>
    private static Dictionary<string, string> Only(Machine machine, params string[] questions) =>
        new(Answers.Of(() => machine, questions)
            .Where(value => !value.Key.EndsWith("/Snapshot", StringComparison.Ordinal) && value.Key != "capabilities/Captured")
            .ToDictionary(value => value.Key, value => value.Value.Replace(machine.Locate(""), "", StringComparison.Ordinal)));

    /// <summary>The kept, recorded and rare machines; where few are enough, every fifth and the rare ones.</summary>
    private IEnumerable<(string Name, string Root)> Machines(bool few = false)
    {
        foreach (var root in unfolded.All().Concat(RecordedMachines.Names.Select(RecordedMachines.Folder)).Where((_, i) => !few || i % 5 == 0))
            yield return (Path.GetFileName(root), root);
        foreach (var describe in new[] { RareMachines.OldKernel, RareMachines.Uncommon, RareMachines.WithoutNodes })
        {
            using var machine = describe();
            yield return (describe.Method.Name, machine.Root);
        }
    }
}
