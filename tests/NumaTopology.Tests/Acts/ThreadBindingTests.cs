using System;
using System.IO;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using NumaTopology.Acts.Linux;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>What this kernel makes of a thread's affinity and memory policy, as its files in /proc say. Each test has a thread of its own, which ends.</summary>
public sealed class ThreadBindingTests
{
    private const string NoLinux = "the calls are Linux's";
    private const int NoProcess = 3, InvalidArgument = 22;

    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_thread_has_the_CPUs_that_it_is_given() => OnItsOwnThread(() =>
    {
        var all = CpuSet.Parse(Line("Cpus_allowed_list:"));
        var last = all.ToArray().Last();
        Assert.Equal(all, Affinity.Get(Affinity.Own, out var errno));
        Assert.Equal(0, errno);
        Assert.Equal(0, Affinity.Set(Affinity.Own, CpuSet.Of(last)));
        Assert.Equal($"{last}", Line("Cpus_allowed_list:"));
        Assert.Equal(CpuSet.Of(last), Affinity.Get(Affinity.Own, out _));
        // No machine has CPU 70 000, so the kernel is told of the rest.
        Assert.Equal(0, Affinity.Set(Affinity.Own, all.Union(CpuSet.Of(70_000))));
        Assert.Equal($"{all}", Line("Cpus_allowed_list:"));
        Assert.Equal(InvalidArgument, Affinity.Set(Affinity.Own, CpuSet.Of(60_000)));
        Assert.Equal($"{all}", Line("Cpus_allowed_list:"));
    });

    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_thread_that_is_not_there_is_said_so()
    {
        // PID_MAX_LIMIT is 4 194 304, so no thread has that number.
        Assert.Null(Affinity.Get(4_194_304, out var errno));
        Assert.Equal((NoProcess, NoProcess), (errno, Affinity.Set(4_194_304, CpuSet.Of(0))));
        Assert.Null(new ThreadAffinity().Get(4_194_304, out errno));
        Assert.Equal(NoProcess, errno);
        Assert.Equal(NoProcess, new ThreadAffinity().Set(4_194_304, CpuSet.Of(0)));
    }

    /// <summary>The names are those of mpol_to_str in mm/mempolicy.c; a mapping without a policy of its own is shown with the thread's.</summary>
    [Theory(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData(NumaMemoryPolicy.Preferred, "prefer:0")]
    [InlineData(NumaMemoryPolicy.Bind, "bind:0")]
    [InlineData(NumaMemoryPolicy.Interleave, "interleave:0")]
    [InlineData(NumaMemoryPolicy.Local, "local")]
    [InlineData(NumaMemoryPolicy.PreferredMany, "prefer (many):0")]
    [InlineData(NumaMemoryPolicy.WeightedInterleave, "weighted interleave:0")]
    public void A_thread_has_the_memory_policy_that_it_is_given(NumaMemoryPolicy policy, string name) => OnItsOwnThread(() =>
    {
        var numbers = SystemCallNumbers.Find();
        int[] cells = policy == NumaMemoryPolicy.Local ? [] : [0];
        Assert.Null(MemoryPolicy.Get(numbers));
        var errno = MemoryPolicy.Set(numbers, policy, cells);
        // Linux before 5.15 and 6.9 does not know these two.
        if (errno == InvalidArgument && policy is NumaMemoryPolicy.PreferredMany or NumaMemoryPolicy.WeightedInterleave)
            return;
        Assert.Equal(0, errno);
        var got = MemoryPolicy.Get(numbers)!.Value;
        Assert.Equal((policy, string.Join(',', cells)), (got.Policy, string.Join(',', got.Cells)));
        using var maps = new StreamReader(new FileStream("/proc/thread-self/numa_maps", FileMode.Open, FileAccess.Read, FileShare.Read, 1), bufferSize: 256);
        Assert.StartsWith(name + " ", maps.ReadLine()!.Split(' ', 2)[1] + " ", StringComparison.Ordinal);
    });

    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Memory_of_nodes_that_are_not_there_is_refused() => OnItsOwnThread(() =>
    {
        var numbers = SystemCallNumbers.Find();
        Assert.Equal(InvalidArgument, MemoryPolicy.Set(numbers, NumaMemoryPolicy.Bind, [900]));
        Assert.Null(MemoryPolicy.Get(numbers));
        // Of several the kernel takes those that are there.
        Assert.Equal(0, MemoryPolicy.Set(numbers, NumaMemoryPolicy.Bind, [0, 900]));
        Assert.Equal([0], MemoryPolicy.Get(numbers)!.Value.Cells);
    });

    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_policy_is_not_told_where_the_call_is_another_one() => Assert.Null(MemoryPolicy.Get(new SystemCallNumbers(0, 100_000, 0)));

    /// <summary>set_mempolicy(2): EPERM or ENOSYS from a container's seccomp, EINVAL for a mode that the kernel does not know (5 since 5.15, 6 since 6.9) or nodes that are not there.</summary>
    [Theory]
    [InlineData(1, NumaMemoryPolicy.Bind, NumaActError.PolicyRefused, "The system refuses the memory policy 'Bind' to this process: operation not permitted (EPERM). A container without CAP_SYS_NICE may not set memory policies.")]
    [InlineData(38, NumaMemoryPolicy.WeightedInterleave, NumaActError.PolicyRefused, "The system refuses the memory policy 'WeightedInterleave' to this process: ")]
    [InlineData(22, NumaMemoryPolicy.PreferredMany, NumaActError.Unsupported, "This kernel does not know the memory policy 'PreferredMany', which came with Linux 5.15.")]
    [InlineData(22, NumaMemoryPolicy.WeightedInterleave, NumaActError.Unsupported, "This kernel does not know the memory policy 'WeightedInterleave', which came with Linux 6.9.")]
    [InlineData(22, NumaMemoryPolicy.Bind, NumaActError.Failed, "The memory policy 'Bind' on nodes 0-1 cannot be set: invalid argument (EINVAL).")]
    [InlineData(12, NumaMemoryPolicy.PreferredMany, NumaActError.Failed, "The memory policy 'PreferredMany' on nodes 0-1 cannot be set: out of memory (ENOMEM).")]
    public void A_policy_that_cannot_be_set_says_why(int errno, NumaMemoryPolicy policy, NumaActError error, string message)
    {
        var failure = MemoryPolicy.Failure(errno, policy, [0, 1]);
        Assert.Equal(error, failure.Error);
        Assert.StartsWith(message, failure.Message, StringComparison.Ordinal);
    }

    private static void OnItsOwnThread(Action test)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() => failure = Record.Exception(test) is { } e ? ExceptionDispatchInfo.Capture(e) : null);
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    private static string Line(string key) => File.ReadLines("/proc/thread-self/status").First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Trim();
}
