using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>
/// Which processors a process may use. Of windows-2x64, build 17763, the process is in group 1, in no job. Of windows-job, build 20348, it is in both groups of four;
/// its job has 0-1 and 4-7, of which 7 is reserved for another process.
/// </summary>
public class AllowedCpuTests
{
    [Theory]
    [InlineData("2x64", "0-127")]
    [InlineData("job", "0-1,4-6")]
    public void Allowed_CPUs_are_those_that_Windows_documents(string name, string cpus) => Assert.Equal(cpus, Allowed(name));

    [Theory]
    [InlineData("1 ff", "64-71")] // the user bound it to eight processors of its group
    [InlineData("0 1\n1 1", "0-127")] // its threads went to two groups before: that binds no others
    public void Before_build_20348_a_group_is_no_limit_but_a_mask_is(string affinity, string cpus) => Assert.Equal(cpus, Allowed("2x64", ("process/affinity", affinity)));

    [Theory]
    [InlineData("0 f", "0-3")] // since this build a process is in one group only when it was bound to it
    [InlineData("1 6", "5-6")]
    public void Since_build_20348_an_affinity_is_a_limit(string affinity, string cpus) => Assert.Equal(cpus, Allowed("job", ("process/affinity", affinity), ("process/job-affinity", "")));

    [Fact]
    public void Of_several_groups_every_processor_that_runs_is_reached()
    {
        // Number 2 of group 0 does not run: of PROCESSOR_GROUP_INFO at 32 the active count is at 1 and the mask at 40. Three processors are 7 to who only counts them.
        var groups = ((SnapshotMachine)MachineSource.OpenSnapshot(Locate("job"))).Facts["processors/Group"].ToArray();
        (groups[33], groups[72]) = (3, 0b1011);
        Assert.Equal("0-1,3-6", Allowed("job", ("processors/Group", groups), ("process/affinity", "0 7\n1 f"), ("process/job-affinity", "")));
    }

    [Fact]
    public void A_job_counts_before_build_20348_too() => Assert.Equal("0-3,127", Allowed("2x64", ("process/job-affinity", Masks((0, 0xF), (1, 1UL << 63)))));

    [Fact]
    public void The_affinity_of_a_job_is_also_the_processs()
    {
        // JOBOBJECT_EXTENDED_LIMIT_INFORMATION, 144 bytes: LimitFlags u32 at 16, 0x10 is JOB_OBJECT_LIMIT_AFFINITY.
        var limits = new byte[144];
        limits[16] = 0x10;
        Assert.Equal("64-127", Allowed("2x64", ("process/job-limits", limits)));
    }

    [Fact]
    public void A_job_without_affinity_limits_nothing() => Assert.Equal("0-6", Allowed("job", ("process/job-affinity", Masks((0, 0), (1, 0)))));

    [Fact]
    public void Windows_7_tells_the_groups_of_a_job() => Assert.Equal("64-127", Allowed("2x64", ("process/job-affinity", null), ("process/job-groups", new byte[] { 1, 0 })));

    [Theory]
    [InlineData(0x3, "4-5")] // SetProcessDefaultCpuSetMasks(group 1, 3)
    [InlineData(0x8, "0-1,4-6")] // what is reserved for others is ignored
    public void Default_CPU_sets_are_read_back(int mask, string cpus) => Assert.Equal(cpus, Allowed("job", ("process/default-cpu-sets", Masks((1, (ulong)mask)))));

    [Theory]
    [InlineData("64-65", 0x140, 0x141)]
    [InlineData("0-127", 0x100, 0x101)] // those of another group are ignored before build 20348
    public void Before_build_20348_they_are_read_back_by_their_numbers(string cpus, params int[] ids) =>
        Assert.Equal(cpus, Allowed("2x64", ("process/default-cpu-set-ids", ids.SelectMany(BitConverter.GetBytes).ToArray())));

    [Theory]
    [InlineData("process/affinity")]
    [InlineData("process/job-affinity")]
    [InlineData("process/job-limits")]
    [InlineData("process/cpu-sets")]
    [InlineData("process/default-cpu-set-ids")]
    [InlineData("host/version")]
    public void Without_a_call_that_could_restrict_them_the_allowed_CPUs_are_unknown(string fact) => Assert.Null(Allowed("2x64", (fact, null)));

    [Fact]
    public void Before_Windows_10_there_are_no_CPU_sets() =>
        Assert.Equal("0-127", Allowed("2x64", ("host/version", "6.3.9600"), ("process/cpu-sets", null), ("process/default-cpu-set-ids", null)));

    [Theory]
    [InlineData("process/job-affinity", 15)]
    [InlineData("process/default-cpu-sets", 17)]
    public void Half_a_mask_is_refused(string fact, int bytes) => Assert.Contains(fact, Assert.Throws<TopologyFormatException>(() => Allowed("job", (fact, new byte[bytes]))).Fact, StringComparison.Ordinal);

    [Theory]
    [InlineData("2x64", new byte[] { 1, 0, 2, 0 }, "64-127")] // group 2 is not there
    public void A_group_of_a_job_that_is_not_there_has_no_processors(string name, byte[] groups, string cpus) => Assert.Equal(cpus, Allowed(name, ("process/job-affinity", null), ("process/job-groups", groups)));

    [Fact]
    public void A_mask_without_processors_of_a_group_that_is_not_there_is_nothing() => Assert.Equal("0-3", Allowed("2x64", ("process/job-affinity", Masks((9, 0), (0, 0xF)))));

    [Fact]
    public void Of_one_group_the_affinity_says_all_whatever_the_build() =>
        Assert.Equal("0-3", Allowed("devices", ("process/affinity", "0 f"), ("host/version", null), ("process/default-cpu-sets", "")));

    [Fact]
    public void Since_build_20348_a_process_in_one_group_needs_nobody_to_tell_of_its_job() => Assert.Equal("4-6", Allowed("job", ("process/affinity", "1 f"), ("process/job-affinity", null), ("process/job-limits", null)));

    [Fact]
    public void Since_build_20348_a_process_in_two_of_three_groups_has_those()
    {
        // Groups of 64, 32 and 64. A CPU set of type 1 is none; there are no default sets.
        (string, object?)[] facts = [("process/cpu-sets", new byte[] { 8, 0, 0, 0, 1, 0, 0, 0 }), ("process/default-cpu-sets", ""), ("process/job-affinity", ""), ("process/job-limits", "")];
        Assert.Equal("0-95", Allowed("altra-2x80", [("process/affinity", "0 1\n1 1"), ("host/version", "10.0.20348"), .. facts]));
        Assert.Equal("0-159", Allowed("altra-2x80", [("process/affinity", "0 1\n1 1"), ("host/version", "10.0.20347"), .. facts]));
    }

    [Theory]
    [InlineData("10.0.10239", "0-127")]
    [InlineData("10.0.10240", null)] // Windows 10 has CPU sets: what they take away is not told
    public void CPU_sets_count_since_Windows_10(string version, string? cpus) => Assert.Equal(cpus, Allowed("2x64", ("host/version", version), ("process/cpu-sets", null)));

    [Fact]
    public void Verbose_names_the_default_CPU_sets()
    {
        var machine = new ChangedMachine(MachineSource.OpenSnapshot(Locate("job")), "process/default-cpu-sets", Masks((1, 3)));
        NumaProbe.Capabilities(machine);
        Assert.Contains("4-5", machine.Log.Details[^1], StringComparison.Ordinal);
        // Nothing is said where nothing is taken away.
        var whole = MachineSource.OpenSnapshot(Locate("2x64"));
        NumaProbe.Capabilities(whole);
        Assert.DoesNotContain(whole.Log.Details, detail => detail.Contains("CPU", StringComparison.Ordinal));
    }

    [Fact]
    public void Verbose_says_what_takes_processors_away()
    {
        var machine = MachineSource.OpenSnapshot(Locate("job"));
        NumaProbe.Capabilities(machine);
        Assert.Contains("job allows CPUs 0-1,4-7", machine.Log.Details[0], StringComparison.Ordinal);
        Assert.Contains("CPUs 7 are reserved", machine.Log.Details[1], StringComparison.Ordinal);
    }

    private static string? Allowed(string name, params (string Fact, object? Content)[] changes)
    {
        var facts = changes.ToDictionary(change => change.Fact, change => change.Content as byte[] ?? (change.Content is string text ? Encoding.ASCII.GetBytes(text) : null));
        return NumaProbe.Capabilities(new ChangedMachine(MachineSource.OpenSnapshot(Locate(name)), facts, new Dictionary<string, IReadOnlyList<string>?>())).AllowedCpus?.ToString();
    }

    /// <summary>GROUP_AFFINITY: the mask in 8 bytes, the group in 2, 6 reserved.</summary>
    private static byte[] Masks(params (ushort Group, ulong Mask)[] masks) => [.. masks.SelectMany(mask => BitConverter.GetBytes(mask.Mask).Concat(BitConverter.GetBytes(mask.Group)).Concat(new byte[6]))];

    private static string Locate(string name) => Path.Combine(Repository.Machines, $"windows-{name}.numa");
}
