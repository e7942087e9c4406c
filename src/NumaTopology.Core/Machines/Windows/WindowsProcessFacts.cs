using System;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using static NumaTopology.Machines.Windows.WindowsCalls;
using static NumaTopology.Machines.Windows.WindowsProcessCalls;

namespace NumaTopology.Machines.Windows;

/// <summary>What this Windows machine tells of what a process may use: its affinity, its CPU sets and, of this process, the limits of its job.</summary>
internal sealed unsafe class WindowsProcessFacts
{
    // JOBOBJECTINFOCLASS of winnt.h; the last one of phnt's ntpsapi.h.
    private const int JobObjectExtendedLimitInformation = 9;
    private const int JobObjectGroupInformation = 11;
    private const int JobObjectGroupInformationEx = 14;
    private const int JobObjectCpuRateControlInformation = 15;
    private const int JobObjectMemoryUsageInformation = 28;

    // sizeof(GROUP_AFFINITY), sizeof(USHORT), sizeof(ULONG).
    private const int AffinityBytes = 16;
    private const int GroupBytes = 2;
    private const int IdBytes = 4;

    // Of other processes alone it is asked.
    private const string ExitCode = WindowsFacts.OfProcess + "exit-code";

    // Windows knows 32 groups.
    private const int MostGroups = 64;

    // GetCurrentProcess is this pseudo-handle.
    private static readonly IntPtr s_self = new(-1);

    private readonly ProbeLog _log;
    private readonly IntPtr _process;

    /// <summary>Asks this process.</summary>
    public WindowsProcessFacts(ProbeLog log)
        : this(log, s_self)
    {
    }

    /// <summary>Asks a process that was opened with PROCESS_QUERY_LIMITED_INFORMATION.</summary>
    public WindowsProcessFacts(ProbeLog log, IntPtr process)
    {
        _log = log;
        _process = process;
    }

    /// <summary>The answer to a fact; null when there is none.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="ofThis">What it is called of this process: <c>process/affinity</c>.</param>
    public byte[]? Ask(string fact, string ofThis) => ofThis switch
    {
        WindowsFacts.ProcessId when _process == s_self => Encoding.ASCII.GetBytes(GetCurrentProcessId().ToString(CultureInfo.InvariantCulture)),
        WindowsFacts.Affinity => Affinity(fact),
        WindowsFacts.CpuSets => Told(fact, nameof(GetSystemCpuSetInformation), WindowsBuffer.Fill(
            (IntPtr buffer, ref uint length) => Error(GetSystemCpuSetInformation(buffer, length, out length, _process, 0)), out var error), error),
        WindowsFacts.DefaultCpuSets => Told(fact, nameof(GetProcessDefaultCpuSetMasks), WindowsBuffer.Fill(DefaultMasks, out var error), error),
        WindowsFacts.DefaultCpuSetIds => Told(fact, nameof(GetProcessDefaultCpuSets), WindowsBuffer.Fill(DefaultIds, out var error), error),
        ExitCode => GetExitCodeProcess(_process, out var code) != 0 ? Encoding.ASCII.GetBytes(code.ToString(CultureInfo.InvariantCulture)) : Failed(fact, nameof(GetExitCodeProcess)),
        WindowsFacts.JobAffinity => Job(fact, JobObjectGroupInformationEx, MostGroups * AffinityBytes),
        WindowsFacts.JobGroups => Job(fact, JobObjectGroupInformation, MostGroups * GroupBytes),
        WindowsFacts.JobLimits => Job(fact, JobObjectExtendedLimitInformation, 144),
        WindowsFacts.JobMemory => Job(fact, JobObjectMemoryUsageInformation, 16),
        WindowsFacts.JobCpuRate => Job(fact, JobObjectCpuRateControlInformation, 8),
        _ => null,
    };

    private uint DefaultMasks(IntPtr buffer, ref uint length)
    {
        var error = Error(GetProcessDefaultCpuSetMasks(_process, buffer, (ushort)(length / AffinityBytes), out var count));
        length = count * (uint)AffinityBytes;
        return error;
    }

    private uint DefaultIds(IntPtr buffer, ref uint length)
    {
        var error = Error(GetProcessDefaultCpuSets(_process, buffer, length / IdBytes, out var count));
        length = count * IdBytes;
        return error;
    }

    private byte[]? Affinity(string fact)
    {
        ushort count = MostGroups;
        var groups = stackalloc ushort[MostGroups];
        if (GetProcessGroupAffinity(_process, ref count, groups) == 0)
            return Failed(fact, nameof(GetProcessGroupAffinity));
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            // A mask is told only to a process of one group; one of several may use all of their processors.
            ulong mask;
            if (count == 1 && GetProcessAffinityMask(_process, out var own, out _) != 0 && own != UIntPtr.Zero)
                mask = own.ToUInt64();
            else
                mask = GetActiveProcessorCount(groups[i]) is var active && active >= 64 ? ulong.MaxValue : (1UL << (int)active) - 1;
            text.Append(groups[i].ToString(CultureInfo.InvariantCulture)).Append(' ').Append(mask.ToString("x", CultureInfo.InvariantCulture)).Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>What the immediate job of the process, which no handle stands for, has of a class; nothing when the process is in no job.</summary>
    private byte[]? Job(string fact, int informationClass, int mostBytes)
    {
        // Without a job the query fails with ERROR_ACCESS_DENIED, as it does where it is refused.
        if (IsProcessInJob(_process, IntPtr.Zero, out var isInJob) == 0)
            return Failed(fact, nameof(IsProcessInJob));
        if (isInJob == 0)
            return [];
        // Without a handle of the job only the own one can be asked.
        if (_process != s_self)
            return null;
        var buffer = new byte[mostBytes];
        fixed (byte* start = buffer)
        {
            if (QueryInformationJobObject(IntPtr.Zero, informationClass, start, (uint)buffer.Length, out var length) == 0)
                return Failed(fact, $"{nameof(QueryInformationJobObject)}({informationClass})");
            Array.Resize(ref buffer, (int)Math.Min(length, (uint)buffer.Length));
        }

        return buffer;
    }

    private static uint Error(int ok) => ok != 0 ? 0 : (uint)Marshal.GetLastWin32Error();

    private byte[]? Told(string fact, string call, byte[]? answer, uint error)
    {
        if (answer is null)
            WindowsRefusal.Note(_log, fact, call, error);
        return answer;
    }

    private byte[]? Failed(string fact, string call) => Told(fact, call, null, (uint)Marshal.GetLastWin32Error());
}
