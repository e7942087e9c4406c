using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>The limits of a job object, composed as winnt.h lays them out for 64 bits, on a machine of 32 processors.</summary>
public class JobLimitTests
{
    private const string Limits = "process/job-limits";
    private const string Memory = "process/job-memory";
    private const string CpuRate = "process/job-cpu-rate";

    [Fact]
    public void A_jobs_memory_is_limited_and_what_it_has_committed_is_used()
    {
        var limit = Assert.Single(Read((Limits, Extended(0x200, jobMemory: 8L << 30, peak: 5L << 30)), (Memory, Words(3L << 30, 5L << 30)))!);
        Assert.Equal((LimitedResource.Memory, 8L << 30, 3L << 30, 5L << 30, true), (limit.Resource, limit.Limit, limit.Used, limit.Left, limit.CountsHugePages));
        Assert.Equal("memory: 5.00 GiB left of 8.00 GiB (JobMemoryLimit of job object)", limit.ToString());
    }

    [Fact]
    public void Where_the_use_is_not_told_the_most_that_ever_was_stands_for_it() =>
        Assert.Equal(3L << 30, Assert.Single(Read((Limits, Extended(0x200, jobMemory: 8L << 30, peak: 5L << 30)))!).Left);

    [Fact]
    public void Each_process_may_have_a_limit_of_its_own()
    {
        // JOB_OBJECT_LIMIT_PROCESS_MEMORY with a flag that limits no memory (JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE).
        var limit = Assert.Single(Read((Limits, Extended(0x2100, processMemory: 1L << 30, jobMemory: 7)))!);
        Assert.Equal((LimitedResource.ProcessMemory, 1L << 30, null, null), (limit.Resource, limit.Limit!.Value, limit.Used, limit.Left));
    }

    [Theory]
    [InlineData(0x5, 2500, 8.0)] // ENABLE and HARD_CAP: a quarter of 32 processors
    [InlineData(0x11, 0x1388_03E8, 16.0)] // ENABLE and MIN_MAX_RATE: 1000 at least, 5000 at most
    [InlineData(0x1, 2500, null)] // no cap
    [InlineData(0x3, 9, null)] // a weight
    [InlineData(0x4, 2500, null)] // not enabled
    public void A_hard_rate_is_a_share_of_all_processors(int flags, int value, double? cpus)
    {
        var limits = Read((CpuRate, [.. BitConverter.GetBytes(flags), .. BitConverter.GetBytes(value)]));
        Assert.Equal(cpus, limits is null ? null : Assert.Single(limits).Cpus);
    }

    [Fact]
    public void Limits_have_the_names_of_Windows_and_an_order()
    {
        var limits = Read((Limits, Extended(0x300, processMemory: 1, jobMemory: long.MaxValue)), (CpuRate, [5, 0, 0, 0, 16, 39, 0, 0]))!;
        Assert.Equal(["JobMemoryLimit", "CpuRate", "ProcessMemoryLimit"], limits.Select(limit => limit.Name));
        Assert.Equal(long.MaxValue, limits[0].Limit);
        Assert.All(limits, limit => Assert.Equal(("job object", "QueryInformationJobObject"), (limit.Group, limit.Source)));
    }

    [Fact]
    public void An_amount_beyond_63_bits_limits_nothing() => Assert.Null(Read((Limits, Extended(0x300, processMemory: long.MinValue, jobMemory: -1))));

    [Fact]
    public void A_job_without_limits_is_none() => Assert.Null(Read((Limits, Extended(0x2000, processMemory: 1, jobMemory: 1)), (Memory, Words(1, 1))));

    [Fact]
    public void A_limit_without_an_amount_is_none() => Assert.Null(Read((Limits, Extended(0x300))));

    [Theory]
    [InlineData(Limits, 143)]
    [InlineData(CpuRate, 7)]
    public void A_cut_buffer_is_malformed(string fact, int length) =>
        Assert.EndsWith(fact, Assert.Throws<TopologyFormatException>(() => Read((fact, [.. Enumerable.Repeat((byte)0xFF, length)]))).Fact);

    private static byte[] Extended(int flags, long processMemory = 0, long jobMemory = 0, long peak = 0)
    {
        var buffer = new byte[144];
        BitConverter.TryWriteBytes(buffer.AsSpan(16), flags);
        Words(processMemory, jobMemory, 0, peak).CopyTo(buffer, 112);
        return buffer;
    }

    private static byte[] Words(params long[] words) => [.. words.SelectMany(BitConverter.GetBytes)];

    private static IReadOnlyList<NumaLimit>? Read(params (string Name, byte[]? Content)[] facts) =>
        NumaProbe.Capabilities(new ChangedMachine(
            MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "windows-sub-numa.numa")), facts.ToDictionary(fact => fact.Name, fact => fact.Content), new Dictionary<string, IReadOnlyList<string>?>())).Limits;
}
