using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NumaTopology.Tests.Processes;
using Xunit;

namespace NumaTopology.Tests.Reservations;

/// <summary>Processes of windows-job: two groups of four CPUs, of which CPU 7 is reserved for some process. The facts are what the calls return, as Microsoft documents them.</summary>
public sealed class WindowsReservationTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly Dictionary<string, string?> _facts = new()
    {
        ["processes"] = "0 0 [System Process]\n812 1 explorer.exe\n900 812 serve.exe\n904 812 pwsh.exe\n",
        ["threads"] = "",
        ["process/id"] = "904",
    };

    public WindowsReservationTests()
    {
        foreach (var id in new[] { 812, 900, 904 })
        {
            _facts[$"processes/{id}/exit-code"] = "259";
            _facts[$"processes/{id}/affinity"] = "0 f\n1 f";
            _facts[$"processes/{id}/job-affinity"] = _facts[$"processes/{id}/job-limits"] = _facts[$"processes/{id}/default-cpu-sets"] = "";
            _facts[$"processes/{id}/cpu-sets"] = "\n" + string.Join('\n', File.ReadLines(Recorded).SkipWhile(line => line != "= process/cpu-sets").Skip(1).TakeWhile(line => line[0] == ':'));
        }
    }

    private static string Recorded => Path.Combine(Repository.Machines, "windows-job.numa");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Reserved_CPU_sets_are_told_and_processes_that_are_not_bound_are_not() => Assert.Equal(["other processes (CpuSet): CPU 7"], All());

    [Theory]
    // start /affinity 3; all of group 1 but the CPU that is reserved; one group of two, as every process has before Windows Server 2022.
    [InlineData("0 3", "serve (900) (Affinity): CPUs 0-1")]
    [InlineData("1 5", "serve (900) (Affinity): CPUs 4,6")]
    [InlineData("1 7", null)]
    [InlineData("0 f", null)]
    public void An_affinity_without_some_CPUs_of_its_group_is_told(string affinity, string? expected)
    {
        _facts["processes/900/affinity"] = affinity;
        Assert.Equal(expected, All().SingleOrDefault(one => one.Contains("Affinity", StringComparison.Ordinal)));
    }

    [Fact]
    public void Default_CPU_sets_are_told()
    {
        // GROUP_AFFINITY: mask 3, group 1.
        _facts["processes/900/default-cpu-sets"] = "\n: 03000000000000000100000000000000";
        Assert.Contains("serve (900) (Affinity): CPUs 4-5", All());
    }

    [Fact]
    public void What_this_process_and_those_that_started_it_are_bound_to_is_not_told()
    {
        foreach (var id in new[] { 812, 900, 904 })
            _facts[$"processes/{id}/affinity"] = "0 3";
        Assert.Equal(["serve (900) (Affinity): CPUs 0-1", "other processes (CpuSet): CPU 7"], All());
    }

    [Fact]
    public void An_id_that_is_listed_twice_and_a_circle_of_parents_stop_nothing()
    {
        _facts["processes"] = "812 904 a.exe\n904 812 b.exe\n904 812 c.exe\n";
        Assert.Equal(["other processes (CpuSet): CPU 7"], All());
    }

    [Fact]
    public void Processes_whose_affinity_is_refused_are_counted_in_a_warning()
    {
        _facts["processes/900/affinity"] = null;
        var machine = ExtendedSnapshot.Open(Recorded, _facts, _path);
        Assert.Single(NumaProbe.Reservations(machine));
        Assert.Contains(machine.Log.Warnings, warning => warning == "What 1 process is bound to is unknown.");
        _facts["processes/904/affinity"] = null;
        machine = ExtendedSnapshot.Open(Recorded, _facts, _path);
        Assert.Single(NumaProbe.Reservations(machine));
        Assert.Contains(machine.Log.Warnings, warning => warning == "What 2 of 3 processes are bound to is unknown.");
    }

    [Fact]
    public void Only_reserved_CPU_sets_are_for_their_owners_alone()
    {
        _facts["processes/900/affinity"] = "0 3";
        var machine = ExtendedSnapshot.Open(Recorded, _facts, _path);
        Assert.Equal([("serve (900)", false, "processes/900/affinity", "0-1"), ("other processes", true, "GetSystemCpuSetInformation", "")], NumaProbe.Reservations(machine).Select(one => (one.Owner, one.Exclusive, one.Evidence, $"{one.EffectiveCpus}")));
    }

    private IEnumerable<string> All() => NumaProbe.Reservations(ExtendedSnapshot.Open(Recorded, _facts, _path)).Select(one => $"{one}");
}
