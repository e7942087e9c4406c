using System;
using System.Buffers.Binary;
using System.Linq;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using NumaTopology.Machines;
using NumaTopology.Machines.Windows;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>
/// What is read of the Windows that the tests run on, real or Wine. What it can set is set and must be read back; of what it cannot do nothing may be told.
/// </summary>
public class LiveWindowsTests
{
    private const int JobObjectGroupInformationEx = 14;

    private static readonly IntPtr s_process = new(-1);

    [Fact(Skip = Platform.OfWindows, SkipUnless = nameof(Platform.IsWindows), SkipType = typeof(Platform))]
    public void The_host_has_its_DNS_name() => Assert.Equal(Dns.GetHostName(), NumaProbe.Capabilities(new LiveWindowsMachine()).HostName, ignoreCase: true);

    [Fact(Skip = Platform.OfWindows, SkipUnless = nameof(Platform.IsWindows), SkipType = typeof(Platform))]
    public void Cells_are_numbered_up_to_the_highest_node()
    {
        Assert.NotEqual(0, GetNumaHighestNodeNumber(out var highest));
        var machine = new LiveWindowsMachine();
        Assert.Equal($"{highest}", Encoding.ASCII.GetString(Read(machine, "nodes/highest")!));
        Assert.True(NumaProbe.CellIds(machine)[^1] <= highest);
    }

    [Fact(Skip = Platform.OfWindows, SkipUnless = nameof(Platform.IsWindows), SkipType = typeof(Platform))]
    public void The_affinity_of_the_job_is_read()
    {
        var job = CreateJobObjectW(IntPtr.Zero, null);
        Assert.NotEqual(0, AssignProcessToJobObject(job, s_process));
        Assert.NotEqual(0, IsProcessInJob(s_process, IntPtr.Zero, out var isInJob));
        Assert.NotEqual(0, isInJob);
        // GROUP_AFFINITY: the first processor of group 0.
        if (SetInformationJobObject(job, JobObjectGroupInformationEx, Affinity(1), 16) == 0)
        {
            // Wine knows no affinity of jobs: it may not be told one.
            Assert.Null(Read(new LiveWindowsMachine(), "process/job-affinity"));
            return;
        }

        try
        {
            Assert.Equal(Affinity(1), Read(new LiveWindowsMachine(), "process/job-affinity"));
            Assert.Equal("0", NumaProbe.Capabilities(new LiveWindowsMachine()).AllowedCpus?.ToString());
        }
        finally
        {
            _ = SetInformationJobObject(job, JobObjectGroupInformationEx, Affinity(ulong.MaxValue >> (64 - Math.Min(64, (int)GetActiveProcessorCount(0)))), 16);
        }
    }

    [Fact(Skip = Platform.OfWindows, SkipUnless = nameof(Platform.IsWindows), SkipType = typeof(Platform))]
    public void Default_CPU_sets_are_read_back()
    {
        var sets = NumaProbe.Capabilities(new LiveWindowsMachine()).Cells.SelectMany(cell => cell.Processors!).Where(processor => processor.CpuSetId is not null).ToList();
        if (sets.Count == 0 || !NativeLibrary.TryGetExport(NativeLibrary.Load("kernel32"), nameof(GetProcessDefaultCpuSets), out _))
        {
            // Wine numbers the processors and tells no default sets: which are allowed is then unknown.
            Assert.Null(NumaProbe.Capabilities(new LiveWindowsMachine()).AllowedCpus);
            return;
        }

        var ids = new[] { (uint)sets[0].CpuSetId!.Value };
        try
        {
            _ = SetProcessDefaultCpuSets(s_process, ids, 1);
            Assert.NotEqual(0, GetProcessDefaultCpuSets(s_process, new uint[1], 1, out var count));
            Assert.Equal(1u, count);
            Assert.Equal($"{sets[0].Id}", NumaProbe.Capabilities(new LiveWindowsMachine()).AllowedCpus?.ToString());
        }
        finally
        {
            _ = SetProcessDefaultCpuSets(s_process, null, 0);
        }
    }

    private static byte[] Affinity(ulong mask)
    {
        var affinity = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(affinity, mask);
        return affinity;
    }

    private static byte[]? Read(Machine machine, string fact)
    {
        var buffer = new byte[64];
        var length = machine.Read(fact, ref buffer);
        return length < 0 ? null : buffer[..length];
    }

    [DllImport("kernel32", ExactSpelling = true)]
    private static extern int GetNumaHighestNodeNumber(out uint highest);

    [DllImport("kernel32", ExactSpelling = true, CharSet = CharSet.Unicode)]
    private static extern IntPtr CreateJobObjectW(IntPtr attributes, string? name);

    [DllImport("kernel32", ExactSpelling = true)]
    private static extern int AssignProcessToJobObject(IntPtr job, IntPtr process);

    [DllImport("kernel32", ExactSpelling = true)]
    private static extern int IsProcessInJob(IntPtr process, IntPtr job, out int result);

    [DllImport("kernel32", ExactSpelling = true)]
    private static extern int SetInformationJobObject(IntPtr job, int informationClass, byte[] information, uint length);

    [DllImport("kernel32", ExactSpelling = true)]
    private static extern uint GetActiveProcessorCount(ushort group);

    [DllImport("kernel32", ExactSpelling = true)]
    private static extern int SetProcessDefaultCpuSets(IntPtr process, uint[]? ids, uint count);

    [DllImport("kernel32", ExactSpelling = true)]
    private static extern int GetProcessDefaultCpuSets(IntPtr process, uint[] ids, uint count, out uint required);
}
