using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using static NumaTopology.Machines.Windows.WindowsCalls;

namespace NumaTopology.Machines.Windows;

/// <summary>This Windows machine: each fact is what one call returned. A call that is missing, not implemented or denied gives no fact, and a detail says so.</summary>
internal sealed unsafe class LiveWindowsMachine : Machine
{
    private const uint ProviderAcpi = 0x41435049;
    private const int PartitionBytes = 240;

    // The lengths of MEMORY_PARTITION_CONFIGURATION_INFORMATION (phnt, ntmmapi.h): since 1709, 1703, 1607. What is read of it stands in all of them.
    private static readonly int[] s_partitionLengths = [PartitionBytes, 232, 88];

    // MEMORY_SYSTEM_PARTITION_HANDLE, MEMORY_CURRENT_PARTITION_HANDLE (phnt, ntmmapi.h): the process's own may be open where the system's is not.
    private static readonly IntPtr[] s_partitions = [new(-2), new(-1)];

    /// <summary>Opens this machine.</summary>
    /// <exception cref="PlatformNotSupportedException">The process is one of 32 bits: Windows folds the masks of its processors.</exception>
    public LiveWindowsMachine(CancellationToken cancellation = default)
        : base(null, cancellation)
    {
        if (IntPtr.Size == 4)
            throw new PlatformNotSupportedException("A 32-bit process sees truncated processor masks. Use a 64-bit process.");
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
            Log.Absent(fact, $"this version of Windows has no such call ({e.Message.TrimEnd('.')})");
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
            WindowsFacts.Cores => Relationship(fact, ProcessorRelationship.Core),
            WindowsFacts.NumaNodes => Relationship(fact, ProcessorRelationship.NumaNode),
            WindowsFacts.Caches => Relationship(fact, ProcessorRelationship.Cache),
            WindowsFacts.Packages => Relationship(fact, ProcessorRelationship.Package),
            WindowsFacts.Groups => Relationship(fact, ProcessorRelationship.Group),
            WindowsFacts.Dies => Relationship(fact, ProcessorRelationship.Die),
            WindowsFacts.NumaNodesEx => Relationship(fact, ProcessorRelationship.NumaNodeEx),
            WindowsFacts.Modules => Relationship(fact, ProcessorRelationship.Module),
            WindowsFacts.HighestNode => GetNumaHighestNodeNumber(out var highest) != 0 ? Text(highest) : Failed(fact, nameof(GetNumaHighestNodeNumber)),
            WindowsFacts.Slit or WindowsFacts.Srat or WindowsFacts.Hmat => FirmwareTable(fact, name),
            WindowsFacts.TotalMemory => HostMemory(fact, 8),
            WindowsFacts.HostAvailableMemory => HostMemory(fact, 16),
            WindowsFacts.LargePage => GetLargePageMinimum() is var size && size != UIntPtr.Zero ? Text(size.ToUInt64()) : null,
            WindowsFacts.PageSize => Text((ulong)Environment.SystemPageSize),
            WindowsFacts.HostName => HostName(fact),
            WindowsFacts.Version => Version(),
            WindowsFacts.Architecture => HostArchitecture.Name is { } architecture ? Encoding.ASCII.GetBytes(architecture) : null,
            WindowsFacts.CpuModel => CpuModel(fact),
            _ when fact.StartsWith(WindowsFacts.OfProcess, StringComparison.Ordinal) => new WindowsProcessFacts(Log).Ask(fact, fact),
            WindowsFacts.Processes or WindowsFacts.Threads => new ProcessListFacts(Log).Ask(fact),
            _ when fact.StartsWith(WindowsFacts.Processes + "/", StringComparison.Ordinal) => new OtherProcessFacts(this).Ask(fact),
            _ when fact.StartsWith(WindowsFacts.Threads + "/", StringComparison.Ordinal) => new ThreadFacts(Log).Ask(fact),
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

    private byte[]? Relationship(string fact, int relationship)
    {
        var answer = WindowsBuffer.Fill((IntPtr buffer, ref uint length) => GetLogicalProcessorInformationEx(relationship, buffer, ref length) != 0 ? 0 : (uint)Marshal.GetLastWin32Error(), out var error);
        if (answer is null)
            WindowsRefusal.Note(Log, fact, $"{nameof(GetLogicalProcessorInformationEx)}({relationship})", error);
        return answer;
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
        foreach (var partition in s_partitions)
        {
            var buffer = Question(node);
            fixed (byte* start = buffer)
            {
                try
                {
                    if (QueryPartitionInformation(partition, 0, start, PartitionBytes) != 0)
                        return buffer;
                    Failed(fact, nameof(QueryPartitionInformation));
                }
                catch (EntryPointNotFoundException)
                {
                    if (OldPartition(fact, partition, node) is { } answer)
                        return answer;
                }
            }
        }

        return null;
    }

    /// <summary>What QueryPartitionInformation calls, on systems before it (Windows 10, Windows Server 2016 and 2019).</summary>
    private byte[]? OldPartition(string fact, IntPtr partition, ushort node)
    {
        const int wrongLength = unchecked((int)0xC0000004);
        var status = wrongLength;
        for (var i = 0; i < s_partitionLengths.Length && status == wrongLength; i++)
        {
            var buffer = Question(node);
            fixed (byte* start = buffer)
                status = NtManagePartition(partition, IntPtr.Zero, 0, start, (uint)s_partitionLengths[i]);
            if (status >= 0)
                return buffer;
        }

        WindowsRefusal.Note(Log, fact, nameof(NtManagePartition), (uint)status);
        return null;
    }

    /// <summary>WIN32_MEMORY_PARTITION_INFORMATION: the node asked for u32 at 4, the channel u32 at 8 (−1: all).</summary>
    private static byte[] Question(ushort node)
    {
        var buffer = new byte[PartitionBytes];
        BitConverter.GetBytes((uint)node).CopyTo(buffer, 4);
        BitConverter.GetBytes(uint.MaxValue).CopyTo(buffer, 8);
        return buffer;
    }

    private byte[]? Domain(string fact, uint domain) =>
        GetNumaProximityNodeEx(domain, out var node) != 0 ? Text(node) : Failed(fact, nameof(GetNumaProximityNodeEx));

    private byte[]? HostName(string fact)
    {
        // ComputerNamePhysicalDnsHostname: the computer's own DNS name, also on a node of a cluster, where the NetBIOS name is cut after 15 characters.
        const int physicalDnsHostname = 5;
        uint length = 256;
        var name = stackalloc char[(int)length];
        return GetComputerNameExW(physicalDnsHostname, name, ref length) != 0 ? Encoding.UTF8.GetBytes(new string(name, 0, (int)length)) : Failed(fact, nameof(GetComputerNameExW));
    }

    private byte[]? CpuModel(string fact)
    {
        // HKEY_LOCAL_MACHINE; RRF_RT_REG_SZ: the text of it alone, with a NUL at its end.
        const uint isText = 2;
        var localMachine = new UIntPtr(0x80000002);
        uint bytes = 512;
        var name = stackalloc char[256];
        var error = RegGetValueW(localMachine, @"HARDWARE\DESCRIPTION\System\CentralProcessor\0", "ProcessorNameString", isText, IntPtr.Zero, name, ref bytes);
        if (error == 0)
            return Encoding.UTF8.GetBytes(new string(name));
        WindowsRefusal.Note(Log, fact, nameof(RegGetValueW), (uint)error);
        return null;
    }

    private static byte[]? Version()
    {
        // OSVERSIONINFOW: its own length u32 at 0, major, minor, build behind it. Environment.OSVersion tells old programs an old version.
        var version = stackalloc uint[69];
        version[0] = 276;
        return RtlGetVersion((byte*)version) == 0 ? Encoding.ASCII.GetBytes($"{version[1]}.{version[2]}.{version[3]}") : null;
    }

    private static byte[] Text(ulong number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private byte[]? Failed(string fact, string call)
    {
        WindowsRefusal.Note(Log, fact, call, (uint)Marshal.GetLastWin32Error());
        return null;
    }
}
