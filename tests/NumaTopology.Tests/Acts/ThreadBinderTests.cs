using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using NumaTopology.Acts.Linux;
using NumaTopology.Linux;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>Binding the threads of a process that makes others meanwhile, as a kernel would: a new thread has the CPUs of its maker.</summary>
public sealed class ThreadBinderTests
{
    private const int Id = 2381;

    private static readonly CpuSet s_all = CpuSet.Parse("0-7"), s_wanted = CpuSet.Parse("2-3");

    [Fact]
    public void No_thread_is_left_behind_however_many_are_made_meanwhile()
    {
        var process = new Process(makes: 20);
        var bound = process.Bind(s_wanted);
        Assert.All(process.Threads, thread => Assert.Equal(s_wanted, thread.Value));
        Assert.Equal(28, process.Threads.Count);
        Assert.Equal(28, bound);
        // None is left to bind, and all are.
        Assert.Equal(28, process.Bind(s_wanted));
    }

    [Fact]
    public void A_thread_that_ends_meanwhile_is_no_error()
    {
        var process = new Process { Ends = 3 };
        Assert.Equal(7, process.Bind(s_wanted));
    }

    [Fact]
    public void A_thread_that_has_ended_when_it_is_asked_is_no_error()
    {
        var process = new Process { HasGone = true };
        Assert.Equal(8, process.Bind(s_wanted));
    }

    [Fact]
    public void What_the_cpuset_forbids_is_undone()
    {
        var process = new Process(cpuset: CpuSet.Parse("0-2"));
        var error = Assert.Throws<NumaActException>(() => process.Bind(s_wanted));
        Assert.Equal(NumaActError.CpusNotAllowed, error.Error);
        Assert.Contains("CPU 3:", error.Message);
        Assert.All(process.Threads, thread => Assert.Equal(process.Cpuset, thread.Value));
    }

    /// <summary>libvirt puts each virtual CPU of QEMU into a cgroup of its own (threaded in version 2), with a cpuset for its pin.</summary>
    [Fact]
    public void What_the_cpuset_of_a_later_thread_forbids_leaves_all_as_they_were()
    {
        var process = new Process { Pinned = { [Id + 5] = CpuSet.Of(2) }, Threads = { [Id + 5] = CpuSet.Of(2) } };
        var before = process.Threads.ToArray();
        var error = Assert.Throws<NumaActException>(() => process.Bind(s_wanted));
        Assert.Equal((NumaActError.CpusNotAllowed, "Process 2381 is not allowed to use CPU 3: of 2-3 its cpuset leaves 2."), (error.Error, error.Message));
        Assert.Equal(before, process.Threads);
    }

    [Fact]
    public void A_later_thread_that_is_refused_leaves_all_as_they_were()
    {
        var process = new Process { Errno = 1, RefusesFrom = Id + 5 };
        var before = process.Threads.ToArray();
        Assert.Equal(NumaActError.AccessDenied, Assert.Throws<NumaActException>(() => process.Bind(s_wanted)).Error);
        Assert.Equal(before, process.Threads);
    }

    /// <summary>Thread 2381 + 2, bound already, makes another before thread 2381 + 5 is refused, and one more when that is released.</summary>
    [Theory]
    [InlineData("0-7", "0-7")]
    [InlineData("2-3", "2-3")] // a thread had these before, so the new one may have them from it
    public void A_thread_that_a_bound_one_makes_is_as_before_too(string other, string released)
    {
        var process = new Process { Errno = 1, RefusesFrom = Id + 5, Threads = { [Id + 4] = CpuSet.Parse(other) } };
        var before = process.Threads.ToArray();
        process.OnSet = thread =>
        {
            if (thread == Id + 5 || thread == Id + 100)
                process.Threads.TryAdd(thread == Id + 5 ? Id + 100 : Id + 101, s_wanted);
        };
        Assert.Throws<NumaActException>(() => process.Bind(s_wanted));
        Assert.Equal(before, process.Threads.Take(8));
        Assert.All(process.Threads.Skip(8), thread => Assert.Equal(CpuSet.Parse(released), thread.Value));
        Assert.True(process.Threads.Count > 8);
    }

    /// <summary>Two passes: in the second 2381 + 8, made by a bound thread, is bound, and 2381 + 9, made by one that was not, is refused. 2381 + 10 has CPUs of its own.</summary>
    [Theory]
    [InlineData(9, "0-7")]
    [InlineData(8, "2-3")] // it cannot be released, which is tried once
    public void A_thread_that_is_found_bound_is_released_and_one_with_CPUs_of_its_own_is_left(int refusesFrom, string released)
    {
        var process = new Process { Errno = 1, RefusesFrom = Id + refusesFrom };
        process.OnSet = thread =>
        {
            if (thread != Id + 7 || process.Threads.Count > 8)
                return;
            process.Threads.Add(Id + 8, s_wanted);
            process.Threads.Add(Id + 9, s_all);
            process.Threads.Add(Id + 10, CpuSet.Parse("4-5"));
        };
        Assert.Throws<NumaActException>(() => process.Bind(s_wanted));
        Assert.All(process.Threads.Take(8), thread => Assert.Equal(s_all, thread.Value));
        Assert.Equal([released, "0-7", "4-5"], process.Threads.Skip(8).Select(thread => $"{thread.Value}"));
    }

    /// <summary>Those that were bound before are left so, and one that ends when it is released is no error.</summary>
    [Fact]
    public void Threads_that_had_the_CPUs_before_keep_them_where_another_is_refused()
    {
        var process = new Process { Errno = 1, RefusesFrom = Id + 5, Threads = { [Id] = s_wanted, [Id + 2] = s_wanted } };
        var before = process.Threads.ToArray();
        Assert.Throws<NumaActException>(() => process.Bind(s_wanted));
        Assert.Equal(before, process.Threads);
    }

    [Fact]
    public void Where_the_CPUs_of_a_thread_are_not_told_nothing_is_said_to_be_bound()
    {
        var process = new Process { HidesFrom = Id + 5 };
        var before = process.Threads.ToArray();
        var error = Assert.Throws<NumaActException>(() => process.Bind(s_wanted));
        Assert.Equal((NumaActError.AccessDenied, "Process 2381 belongs to another user: permission denied (EACCES)."), (error.Error, error.Message));
        Assert.Equal(before, process.Threads);
    }

    [Fact]
    public void Ctrl_C_leaves_all_as_they_were()
    {
        using var stop = new CancellationTokenSource();
        var process = new Process(makes: 1) { OnSet = _ => stop.Cancel() };
        Assert.Throws<OperationCanceledException>(() => process.Bind(s_wanted, stop.Token));
        Assert.All(process.Threads, thread => Assert.Equal(s_all, thread.Value));
    }

    /// <summary>sched_setaffinity(2): EPERM, EINVAL (no CPU of the mask is allowed, or PF_NO_SETAFFINITY), and any other.</summary>
    [Theory]
    [InlineData(1, NumaActError.AccessDenied, "Process 2381 belongs to another user: operation not permitted (EPERM).")]
    [InlineData(22, NumaActError.CpusNotAllowed, "Process 2381 cannot use CPUs 2-3: its cpuset allows none of them, or it is a thread of the kernel.")]
    [InlineData(12, NumaActError.Failed, "Process 2381 cannot be bound to CPUs 2-3: out of memory (ENOMEM).")]
    public void A_refusal_is_an_error_that_names_it(int errno, NumaActError error, string message)
    {
        var thrown = Assert.Throws<NumaActException>(() => new Process { Errno = errno }.Bind(s_wanted));
        Assert.Equal((error, message), (thrown.Error, thrown.Message));
    }

    [Fact]
    public void A_process_that_is_not_there_is_not_found()
    {
        var process = new Process();
        process.Threads.Clear();
        var error = Assert.Throws<NumaActException>(() => process.Bind(s_wanted));
        Assert.Equal((NumaActError.ProcessNotFound, "Process 2381 does not exist, or has ended."), (error.Error, error.Message));
    }

    /// <summary>Eight threads, of which one that is not bound yet makes another each time after its folder was read.</summary>
    private sealed class Process : ThreadAffinity
    {
        private int _makes;

        public Process(int makes = 0, CpuSet? cpuset = null)
        {
            _makes = makes;
            Cpuset = cpuset ?? s_all;
            for (var i = 0; i < 8; i++)
                Threads.Add(Id + i, Cpuset);
        }

        public SortedDictionary<int, CpuSet> Threads { get; } = [];

        public CpuSet Cpuset { get; }

        /// <summary>Of some threads, their own.</summary>
        public Dictionary<int, CpuSet> Pinned { get; } = [];

        public int Errno { get; init; }

        public int RefusesFrom { get; init; }

        /// <summary>From which thread on their CPUs are not told, as by SELinux (getsched).</summary>
        public int HidesFrom { get; init; } = int.MaxValue;

        public Action<int> OnSet { get; set; } = _ => { };

        public int? Ends { get; init; }

        /// <summary>Whether the folder names one more thread, which ends before anything is asked of it.</summary>
        public bool HasGone { get; init; }

        public int Bind(CpuSet cpus, CancellationToken cancellation = default) => new ThreadBinder(new FactReader(new Folder(this, cancellation)), this).Bind(Id, cpus);

        public override CpuSet? Get(int thread, out int errno)
        {
            errno = !Threads.TryGetValue(thread, out var cpus) ? 3 : HidesFrom <= thread ? 13 : 0;
            return errno == 0 ? cpus : null;
        }

        public override int Set(int thread, CpuSet cpus)
        {
            OnSet(thread);
            if (Errno != 0 && thread >= RefusesFrom && thread < Id + 100)
                return Errno;
            if (thread == Id + Ends)
                Threads.Remove(thread);
            if (!Threads.ContainsKey(thread))
                return 3;
            Threads[thread] = cpus.Intersect(Pinned.GetValueOrDefault(thread, Cpuset));
            return 0;
        }

        private string[] Names()
        {
            string[] names = [.. Threads.Keys.Concat(HasGone ? [Id + 50] : []).Select(id => id.ToString(CultureInfo.InvariantCulture))];
            if (_makes > 0 && Threads.Any(thread => thread.Value == s_all))
            {
                _makes--;
                Threads.Add(Threads.Keys.Max() + 1, s_all);
            }

            return names;
        }

        private sealed class Folder(Process process, CancellationToken cancellation) : Machine("a process", cancellation)
        {
            public override MachineSystem System => MachineSystem.Linux;

            public override int Read(string fact, ref byte[] buffer) => Absent;

            public override IReadOnlyList<string>? List(string folder) => folder == "proc/2381/task" && process.Threads.Count > 0 ? process.Names() : null;
        }
    }
}
