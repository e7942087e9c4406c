using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using NumaTopology.Windows;
using static NumaTopology.Machines.WindowsCalls;

namespace NumaTopology.Machines;

/// <summary>This Windows machine: each fact is what one call returned. A call that is missing, not implemented or denied gives no fact, and a detail says so.</summary>
public sealed unsafe class LiveWindowsMachine : Machine
{
    private const int InsufficientBuffer = 122;
    private const uint ProviderAcpi = 0x41435049;
    private const int PartitionBytes = 240;

    // GetCurrentProcess and the system's memory partition are these pseudo-handles.
    private static readonly IntPtr s_process = new(-1);
    private static readonly IntPtr s_systemPartition = new(-2);

    /// <summary>Opens this machine.</summary>
    /// <exception cref="PlatformNotSupportedException">The process is one of 32 bits: Windows folds the masks of its processors.</exception>
    public LiveWindowsMachine(CancellationToken cancellation = default)
        : base(null, cancellation)
    {
        if (IntPtr.Size == 4)
            throw new PlatformNotSupportedException("A 32-bit process sees folded processor masks. Use the 64-bit PowerShell.");
    }

    /// <inheritdoc/>
    public override MachineSystem System => MachineSystem.Windows;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? List(string folder) => null;

    /// <inheritdoc/>
    public override int Read(string fact, ref byte[] buffer)
    {
        byte[]? answer;
        try
        {
            answer = Ask(fact);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            Log.Absent(fact, $"this Windows has no such call ({e.Message.TrimEnd('.')})");
            return Absent;
        }

        if (answer is null)
        {
            // Where no call said why.
            if (!IsRefused(fact))
                Log.Absent(fact);
            return IsRefused(fact) ? Refused : Absent;
        }

        Log.Given(fact);
        if (buffer.Length < answer.Length)
            buffer = new byte[answer.Length];
        Buffer.BlockCopy(answer, 0, buffer, 0, answer.Length);
        return answer.Length;
    }

    private byte[]? Ask(string fact)
    {
        var name = fact.Substring(fact.LastIndexOf('/') + 1);
        return fact switch
        {
            WindowsFacts.Cores => Relationship(fact, ProcessorRecord.Core),
            WindowsFacts.NumaNodes => Relationship(fact, ProcessorRecord.NumaNode),
            WindowsFacts.Caches => Relationship(fact, ProcessorRecord.Cache),
            WindowsFacts.Packages => Relationship(fact, ProcessorRecord.Package),
            WindowsFacts.Groups => Relationship(fact, ProcessorRecord.Group),
            WindowsFacts.Dies => Relationship(fact, ProcessorRecord.Die),
            WindowsFacts.NumaNodesEx => Relationship(fact, ProcessorRecord.NumaNodeEx),
            WindowsFacts.Modules => Relationship(fact, ProcessorRecord.Module),
            WindowsFacts.HighestNode => GetNumaHighestNodeNumber(out var highest) != 0 ? Text(highest) : Failed(fact, nameof(GetNumaHighestNodeNumber)),
            WindowsFacts.Slit or WindowsFacts.Srat or WindowsFacts.Hmat => FirmwareTable(fact, name),
            WindowsFacts.TotalMemory => HostMemory(fact, 8),
            WindowsFacts.HostAvailableMemory => HostMemory(fact, 16),
            WindowsFacts.LargePage => GetLargePageMinimum() is var size && size != UIntPtr.Zero ? Text(size.ToUInt64()) : null,
            WindowsFacts.PageSize => Text((ulong)Environment.SystemPageSize),
            WindowsFacts.HostName => Encoding.UTF8.GetBytes(Environment.MachineName),
            WindowsFacts.Version => Version(),
            WindowsFacts.Architecture => HostArchitecture.Name is { } architecture ? Encoding.ASCII.GetBytes(architecture) : null,
            WindowsFacts.Affinity => Affinity(fact),
            WindowsFacts.CpuSets => CpuSets(fact),
            WindowsFacts.JobLimits => Job(fact, 9, 144),
            WindowsFacts.JobMemory => Job(fact, 28, 16),
            WindowsFacts.JobCpuRate => Job(fact, 15, 8),
            _ when fact.StartsWith(WindowsFacts.GroupTimes, StringComparison.Ordinal) => Times(fact, ushort.Parse(name, CultureInfo.InvariantCulture)),
            _ when fact.StartsWith("domain/", StringComparison.Ordinal) => Domain(fact, uint.Parse(name, CultureInfo.InvariantCulture)),
            _ when fact.StartsWith("device", StringComparison.Ordinal) => new WindowsDeviceFacts(Log).Ask(fact),
            _ when fact.StartsWith("memory/node", StringComparison.Ordinal) => NodeMemory(fact, name),
            _ => null,
        };
    }

    private byte[]? NodeMemory(string fact, string what)
    {
        var start = "memory/node".Length;
        var node = ushort.Parse(fact.Substring(start, fact.IndexOf('/', start) - start), CultureInfo.InvariantCulture);
        return what switch
        {
            "available" => GetNumaAvailableMemoryNodeEx(node, out var bytes) != 0 ? Text(bytes) : Failed(fact, nameof(GetNumaAvailableMemoryNodeEx)),
            "partition" => Partition(fact, node),
            "counters" => WindowsCounters.Read(fact, node, Log),
            _ => null,
        };
    }

    private delegate int Fill(byte* buffer, ref uint length);

    private byte[]? Relationship(string fact, int relationship) => Filled(fact, $"{nameof(GetLogicalProcessorInformationEx)}({relationship})",
        (byte* buffer, ref uint length) => GetLogicalProcessorInformationEx(relationship, buffer, ref length));

    private byte[]? CpuSets(string fact) => Filled(fact, nameof(GetSystemCpuSetInformation),
        (byte* buffer, ref uint length) => GetSystemCpuSetInformation(buffer, length, out length, s_process, 0));

    /// <summary>What a call that first tells how long its answer is puts into a buffer.</summary>
    private byte[]? Filled(string fact, string call, Fill fill)
    {
        uint length = 0;
        _ = fill(null, ref length);
        while (length > 0)
        {
            var buffer = new byte[length];
            int ok;
            fixed (byte* start = buffer)
                ok = fill(start, ref length);
            if (ok != 0)
            {
                Array.Resize(ref buffer, (int)length);
                return buffer;
            }

            // Processors can be added between the two calls.
            if (Marshal.GetLastWin32Error() != InsufficientBuffer)
                break;
        }

        return Failed(fact, call);
    }

    private byte[]? Times(string fact, ushort group)
    {
        const int processorPerformance = 8, processorBytes = 48;
        var buffer = new byte[GetActiveProcessorCount(group) * processorBytes];
        int status;
        uint length;
        fixed (byte* start = buffer)
            status = NtQuerySystemInformationEx(processorPerformance, &group, sizeof(ushort), start, (uint)buffer.Length, out length);
        if (status == 0 && length == buffer.Length)
            return buffer;
        WindowsRefusal.Note(Log, fact, $"{nameof(NtQuerySystemInformationEx)}({processorPerformance})", (uint)status);
        return null;
    }

    private byte[]? FirmwareTable(string fact, string signature)
    {
        // The signature as its bytes lie in memory: SLIT is 0x54494C53.
        var id = BitConverter.ToUInt32(Encoding.ASCII.GetBytes(signature), 0);
        var length = GetSystemFirmwareTable(ProviderAcpi, id, null, 0);
        if (length == 0)
            return Failed(fact, $"{nameof(GetSystemFirmwareTable)}({signature})");
        var buffer = new byte[length];
        fixed (byte* start = buffer)
            return GetSystemFirmwareTable(ProviderAcpi, id, start, length) == length ? buffer : Failed(fact, $"{nameof(GetSystemFirmwareTable)}({signature})");
    }

    private byte[]? HostMemory(string fact, int at)
    {
        // MEMORYSTATUSEX: its own length u32 at 0, ullTotalPhys u64 at 8, ullAvailPhys u64 at 16.
        var status = stackalloc byte[64];
        *(uint*)status = 64;
        return GlobalMemoryStatusEx(status) != 0 ? Text(*(ulong*)(status + at)) : Failed(fact, nameof(GlobalMemoryStatusEx));
    }

    private byte[]? Partition(string fact, ushort node)
    {
        // WIN32_MEMORY_PARTITION_INFORMATION: the node asked for u32 at 4, the channel u32 at 8 (−1: all).
        var buffer = new byte[PartitionBytes];
        fixed (byte* start = buffer)
        {
            *(uint*)(start + 4) = node;
            *(uint*)(start + 8) = uint.MaxValue;
            return QueryPartitionInformation(s_systemPartition, 0, start, PartitionBytes) != 0 ? buffer : Failed(fact, nameof(QueryPartitionInformation));
        }
    }

    private byte[]? Domain(string fact, uint domain) =>
        GetNumaProximityNodeEx(domain, out var node) != 0 ? Text(node) : Failed(fact, nameof(GetNumaProximityNodeEx));

    /// <summary>What is set for the immediate job of this process, which no handle stands for.</summary>
    private byte[]? Job(string fact, int informationClass, int size)
    {
        var buffer = new byte[size];
        fixed (byte* start = buffer)
            return QueryInformationJobObject(IntPtr.Zero, informationClass, start, (uint)size, null) != 0 ? buffer : Failed(fact, $"{nameof(QueryInformationJobObject)}({informationClass})");
    }

    private static byte[]? Version()
    {
        // OSVERSIONINFOW: its own length u32 at 0, major, minor, build behind it. Environment.OSVersion tells old programs an old version.
        var version = stackalloc uint[69];
        version[0] = 276;
        return RtlGetVersion((byte*)version) == 0 ? Encoding.ASCII.GetBytes($"{version[1]}.{version[2]}.{version[3]}") : null;
    }

    private byte[]? Affinity(string fact)
    {
        ushort count = 64;
        var groups = stackalloc ushort[64];
        if (GetProcessGroupAffinity(s_process, ref count, groups) == 0)
            return Failed(fact, nameof(GetProcessGroupAffinity));
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            // A mask is told only to a process of one group; one of several may use all of their processors.
            ulong mask;
            if (count == 1 && GetProcessAffinityMask(s_process, out var own, out _) != 0 && own != UIntPtr.Zero)
                mask = own.ToUInt64();
            else
                mask = GetActiveProcessorCount(groups[i]) is var active && active >= 64 ? ulong.MaxValue : (1UL << (int)active) - 1;
            text.Append(groups[i].ToString(CultureInfo.InvariantCulture)).Append(' ').Append(mask.ToString("x", CultureInfo.InvariantCulture)).Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static byte[] Text(ulong number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private byte[]? Failed(string fact, string call)
    {
        WindowsRefusal.Note(Log, fact, call, (uint)Marshal.GetLastWin32Error());
        return null;
    }
}
