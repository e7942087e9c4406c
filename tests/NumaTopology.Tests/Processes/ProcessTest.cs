using System;
using System.Collections.Generic;
using Xunit;

namespace NumaTopology.Tests.Processes;

/// <summary>A machine of eight CPUs on two nodes, to which a test adds processes as the kernel writes them.</summary>
public abstract class ProcessTest : IDisposable
{
    private protected MachineBuilder Builder { get; } = new MachineBuilder().Cell(0, "0-3").Cell(1, "4-7").Cell(2, "");

    private protected IReadOnlyList<NumaProcess> All => NumaProbe.Processes(Builder.Machine);

    private protected static ProcessSelection WithMemory => new() { WithMemory = true };

    public void Dispose()
    {
        Builder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected NumaProcess Only(ProcessSelection? selection = null) => Assert.Single(NumaProbe.Processes(Builder.Machine, selection));

    /// <summary>A process with one thread.</summary>
    private protected void Process(int id, string name, string cpus = "0-7", int lastCpu = 0, int parent = 1, int threads = 1, char state = 'S', long flags = 4194560, string memory = "0-2") =>
        Files($"proc/{id}", id, id, name, cpus, lastCpu, parent, threads, state, flags, memory);

    /// <summary>One of several threads of a process.</summary>
    private protected void Task(int process, int id, string name, string cpus, int lastCpu, char state = 'S') =>
        Files($"proc/{process}/task/{id}", id, process, name, cpus, lastCpu, 1, 2, state, 4194560, "0-2");

    private protected void Maps(int process, params string[] lines) => Builder.File($"proc/{process}/numa_maps", string.Join("\n", lines) + "\n");

    private void Files(string folder, int id, int process, string name, string cpus, int lastCpu, int parent, int threads, char state, long flags, string memory) => Builder
        // As Linux 6.18 wrote it of a shell: ppid is the fourth field, flags the ninth, num_threads the twentieth and processor the thirty-ninth.
        .File(folder + "/stat", $"{id} ({name}) {state} {parent} {process} {process} 0 -1 {flags} 1203 3 0 0 12 5 0 0 20 0 {threads} 0 8312 7421952 902 18446744073709551615 94045153284096 94045153288433 "
            + $"140734183903840 0 0 0 0 4096 134234626 0 0 0 17 {lastCpu} 0 0 0 0 0 94045153300048 94045153301312 94045424873472 140734183907853 140734183907873 140734183907873 140734183911403 0\n")
        .File(folder + "/status", $"Name:\t{name}\nUmask:\t0022\nState:\t{state} (sleeping)\nTgid:\t{process}\nNgid:\t0\nPid:\t{id}\nPPid:\t{parent}\nTracerPid:\t0\nCoreDumping:\t0\nTHP_enabled:\t1\nThreads:\t{threads}\n"
            + $"CapInh:\t0000000000000000\nCapPrm:\t000001fffeffffff\nCpus_allowed:\tff\nCpus_allowed_list:\t{cpus}\nMems_allowed:\t00000000,00000000,00000007\nMems_allowed_list:\t{memory}\n"
            + "voluntary_ctxt_switches:\t150\nnonvoluntary_ctxt_switches:\t3\n");
}
