using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Machines;

/// <summary>What a machine does not have and what it does not give are told apart, live and from a snapshot, and each is named.</summary>
public sealed class MissingFactTests : IDisposable
{
    private const string MemInfo = MachineBuilder.Nodes + "node1/meminfo";
    private const string Pools = MachineBuilder.Nodes + "node1/hugepages";

    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").Distances("10 21", "21 10").HugePages(1, 2048, 4, 2);
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"numa-{Guid.NewGuid():N}.numa");

    public static TheoryData<string> Kept => [.. Directory.GetFiles(Repository.Machines, "*.numa").Select(path => Path.GetFileNameWithoutExtension(path))];

    public void Dispose()
    {
        _machine.Dispose();
        File.Delete(_file);
    }

    [Fact(Skip = "permissions are Linux's", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_file_or_folder_without_permission_is_refused_and_one_that_is_not_there_is_absent() => AsUserWithout([MemInfo, Pools], () =>
    {
        var machine = _machine.Machine;
        var buffer = new byte[64];
        Assert.Equal(Machine.Refused, machine.Read(MemInfo, ref buffer));
        Assert.Equal(Machine.Absent, machine.Read("proc/stat", ref buffer));
        Assert.Null(machine.List(Pools));
        Assert.Null(machine.List("sys/class/net"));
        Assert.Equal([true, true, false, false], new[] { MemInfo, Pools, "proc/stat", "sys/class/net" }.Select(machine.IsRefused));
    });

    [Fact(Skip = "permissions are Linux's", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void What_was_refused_replays_from_a_snapshot_as_refused()
    {
        AsUserWithout([MemInfo, Pools], () => SnapshotExport.Save(_machine.Machine, _file, withIdentity: true, overwrite: false));
        AssertRefuses(_file);
        var again = _file + "2";
        SnapshotExport.Save(MachineSource.OpenSnapshot(_file), again, withIdentity: false, overwrite: false);
        AssertRefuses(again);
        File.Delete(again);
    }

    [Fact]
    public void A_snapshot_of_a_machine_that_gives_all_it_has_is_one_that_older_modules_read()
    {
        SnapshotExport.Save(_machine.Machine, _file, withIdentity: true, overwrite: false);
        Assert.Equal("NumaTopology snapshot 1", File.ReadLines(_file).First());
    }

    [Theory]
    [InlineData("NumaTopology snapshot 1\nsystem: Linux\n! a\n. 1\n", 3, "version 1 has no refusals")]
    [InlineData("NumaTopology snapshot 3\nsystem: Linux\n. 0\n", 1, "newer")]
    [InlineData("NumaTopology snapshot 2\nsystem: Linux\n! a\n. 0\n", 4, "counts 0")]
    [InlineData("NumaTopology snapshot 2\nsystem: Linux\n= a\n! a\n. 2\n", 4, "twice")]
    [InlineData("NumaTopology snapshot 2\nsystem: Linux\n! a\n! a\n. 2\n", 4, "twice")]
    [InlineData("NumaTopology snapshot 2\nsystem: Linux\n! a\n= a\n. 2\n", 4, "twice")]
    [InlineData("NumaTopology snapshot 2\nsystem: Linux\n! ../a\n. 1\n", 3, "below the machine's root")]
    [InlineData("NumaTopology snapshot 2\nsystem: Linux\n! a\n 1\n. 1\n", 4, "does not belong to a fact")]
    public void A_refusal_that_cannot_be_is_damage(string text, int line, string reason)
    {
        File.WriteAllText(_file, text);
        var error = Assert.Throws<SnapshotException>(() => MachineSource.OpenSnapshot(_file));
        Assert.Contains($"line {line}", error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Fact(Skip = "permissions are Linux's", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_node_that_is_refused_has_not_vanished() => AsUserWithout([MachineBuilder.Nodes + "node1"], () =>
    {
        Assert.Equal([0, 1], NumaProbe.Cells(_machine.Machine).Select(cell => cell.Id));
        Assert.Equal([0, 1], NumaProbe.FreeMemory(_machine.Machine).Select(cell => cell.Id));
    });

    [Fact(Skip = "permissions are Linux's", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Nodes_that_are_refused_are_not_said_to_be_missing() => AsUserWithout([MachineBuilder.Nodes.TrimEnd('/')], () =>
    {
        var machine = _machine.Machine;
        NumaProbe.Cells(machine);
        Assert.Contains(machine.Log.Warnings, warning => warning.Contains("/node is refused. Node 0 stands for the whole host."));
        Assert.DoesNotContain(machine.Log.Warnings, warning => warning.Contains("not there"));
    });

    [Fact(Skip = "permissions are Linux's", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Refused_facts_that_differ_in_numbers_are_one_warning_and_one_line() => AsUserWithout([MachineBuilder.Nodes + "node0/meminfo", MemInfo], () =>
    {
        var machine = _machine.Machine;
        NumaProbe.Cells(machine);
        Assert.Equal($"{_machine.Root}/sys/devices/system/node/node0/meminfo and 1 like it could not be read: permission denied (EACCES).", Assert.Single(machine.Log.Warnings));
        Assert.Equal($"Refused by {Path.GetFileName(_machine.Root)}: sys/devices/system/node/node0/meminfo and 1 like it: permission denied (EACCES).", machine.Log.Missing[0]);
        Assert.Single(machine.Log.Missing, line => line.StartsWith("Refused", StringComparison.Ordinal));
    });

    [Fact]
    public void What_128_processors_lack_is_one_line_with_an_example_and_their_number()
    {
        using var large = new MachineBuilder().Cell(0, "0-127");
        var machine = large.Machine;
        NumaProbe.Capabilities(machine);
        Assert.Contains($"Not reported by {Path.GetFileName(large.Root)}: sys/devices/system/cpu/cpu0/cpu_capacity and 127 like it.", machine.Log.Missing);
        Assert.InRange(machine.Log.Missing.Count, 10, 60);
    }

    /// <summary>Every null that a question got is in one of the lines: their numbers add up to the number of nulls.</summary>
    [Theory]
    [MemberData(nameof(Kept))]
    public void Each_fact_that_gave_nothing_is_named_once(string name)
    {
        var machine = MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa"));
        var record = new RecordingMachine(machine);
        NumaProbe.Capabilities(record);
        var asked = record.Facts.Where(fact => fact.Value is null).Select(fact => fact.Key).Union(record.Folders.Where(folder => folder.Value is null).Select(folder => folder.Key)).ToList();
        Assert.NotEmpty(asked);
        var lines = machine.Log.Missing.Select(line => Regex.Match(line, $@"^(?:Not reported|Refused) by {Regex.Escape(name)}\.numa: (.+?)(?: and (\d+) like it)?(?:: refused on the recorded machine)?\.$")).ToList();
        Assert.All(lines, line => Assert.Contains(line.Groups[1].Value, asked));
        Assert.Equal(asked.Count, lines.Sum(line => 1 + (line.Groups[2].Success ? int.Parse(line.Groups[2].Value) : 0)));
        Assert.InRange(lines.Count, 1, 40);
    }

    private static void AssertRefuses(string path)
    {
        Assert.Equal("NumaTopology snapshot 2", File.ReadLines(path).First());
        Assert.Contains("! " + MemInfo, File.ReadLines(path));
        var machine = MachineSource.OpenSnapshot(path);
        var buffer = new byte[64];
        Assert.Equal(Machine.Refused, machine.Read(MemInfo, ref buffer));
        Assert.Equal(Machine.Absent, machine.Read("sys/class/net/eth7", ref buffer));
        Assert.Null(machine.List(Pools));
        Assert.True(machine.IsRefused(Pools));
        Assert.Equal([1L << 30, null], NumaProbe.Cells(machine).Select(cell => cell.Memory));
        Assert.Contains($"{path}: {MemInfo} could not be read: refused on the recorded machine.", machine.Log.Warnings);
    }

    /// <summary>Does something as a user who may not read some files and folders of the machine; root is another for that time, for nothing is refused to him.</summary>
    private void AsUserWithout(string[] names, Action action)
    {
        if (OperatingSystem.IsWindows())
            return;
        var paths = names.Select(name => (Path: Path.Combine(_machine.Root, name), Mode: UnixFileMode.None)).ToArray();
        File.SetUnixFileMode(_machine.Root, File.GetUnixFileMode(_machine.Root) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        for (var i = 0; i < paths.Length; i++)
        {
            paths[i].Mode = File.GetUnixFileMode(paths[i].Path);
            File.SetUnixFileMode(paths[i].Path, UnixFileMode.None);
        }

        var root = Environment.UserName == "root";
        try
        {
            if (root)
                _ = setfsuid(65534);
            action();
        }
        finally
        {
            if (root)
                _ = setfsuid(0);
            foreach (var (path, mode) in paths)
                File.SetUnixFileMode(path, mode);
        }
    }

    [DllImport("libc", ExactSpelling = true)]
    private static extern int setfsuid(uint user);
}
