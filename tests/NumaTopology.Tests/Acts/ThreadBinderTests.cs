using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
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
    public void What_the_cpuset_forbids_is_undone()
    {
        var process = new Process(cpuset: CpuSet.Parse("0-2"));
        var error = Assert.Throws<NumaActException>(() => process.Bind(s_wanted));
        Assert.Equal(NumaActError.CpusNotAllowed, error.Error);
        Assert.Contains("CPUs 3 ", error.Message);
        Assert.All(process.Threads, thread => Assert.Equal(process.Cpuset, thread.Value));
    }

    [Theory]
    [InlineData(1, NumaActError.AccessDenied)]
    [InlineData(22, NumaActError.CpusNotAllowed)]
    [InlineData(12, NumaActError.Failed)]
    public void A_refusal_is_an_error_that_names_it(int errno, NumaActError error) => Assert.Equal(error, Assert.Throws<NumaActException>(() => new Process { Errno = errno }.Bind(s_wanted)).Error);

    [Fact]
    public void A_process_that_is_not_there_is_not_found()
    {
        var process = new Process();
        process.Threads.Clear();
        Assert.Equal(NumaActError.ProcessNotFound, Assert.Throws<NumaActException>(() => process.Bind(s_wanted)).Error);
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

        public int Errno { get; init; }

        public int? Ends { get; init; }

        public int Bind(CpuSet cpus) => new ThreadBinder(new FactReader(new Folder(this)), this).Bind(Id, cpus);

        public override CpuSet? Get(int thread) => Threads.TryGetValue(thread, out var cpus) ? cpus : null;

        public override int Set(int thread, CpuSet cpus)
        {
            if (Errno != 0)
                return Errno;
            if (thread == Id + Ends)
                Threads.Remove(thread);
            if (!Threads.ContainsKey(thread))
                return 3;
            Threads[thread] = cpus.Intersect(Cpuset);
            return 0;
        }

        private string[] Names()
        {
            string[] names = [.. Threads.Keys.Select(id => id.ToString(CultureInfo.InvariantCulture))];
            if (_makes > 0 && Threads.Any(thread => thread.Value == s_all))
            {
                _makes--;
                Threads.Add(Threads.Keys.Max() + 1, s_all);
            }

            return names;
        }

        private sealed class Folder(Process process) : Machine("a process")
        {
            public override MachineSystem System => MachineSystem.Linux;

            public override int Read(string fact, ref byte[] buffer) => Absent;

            public override IReadOnlyList<string>? List(string folder) => folder == "proc/2381/task" ? process.Names() : null;
        }
    }
}
