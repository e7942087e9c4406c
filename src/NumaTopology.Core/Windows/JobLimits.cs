using System.Collections.Generic;
using System.Linq;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>
/// Reads the limits of the process's job object, as a container of Windows sets them. Jobs can be nested, and only the immediate one can be asked:
/// a job around it may leave less.
/// </summary>
internal static class JobLimits
{
    // JOBOBJECT_EXTENDED_LIMIT_INFORMATION of 64 bits: LimitFlags u32, ProcessMemoryLimit, JobMemoryLimit and PeakJobMemoryUsed u64.
    private const int FlagsAt = 16;
    private const int ProcessMemoryAt = 112;
    private const int JobMemoryAt = 120;
    private const int PeakAt = 136;
    private const int LimitBytes = 144;

    // JOB_OBJECT_LIMIT_PROCESS_MEMORY, JOB_OBJECT_LIMIT_JOB_MEMORY.
    private const uint LimitsProcessMemory = 0x100;
    private const uint LimitsJobMemory = 0x200;

    // JOB_OBJECT_CPU_RATE_CONTROL_ENABLE with _HARD_CAP, or with _MIN_MAX_RATE; alone or with _WEIGHT_BASED it sets no upper end.
    private const uint Enable = 0x1;
    private const uint HardCap = 0x4;
    private const uint MinMaxRate = 0x10;

    /// <summary>The limits by resource; null when there is none.</summary>
    public static IReadOnlyList<NumaLimit>? Read(WindowsReader reader, int cpus)
    {
        var limits = new List<NumaLimit>();
        if (reader.Bytes(WindowsFacts.JobLimits) is { } bytes)
        {
            bytes.Check(0, LimitBytes);
            var flags = bytes.U32(FlagsAt);
            // Nothing runs within a limit of 0: the flag is set, and the amount is not told.
            if ((flags & LimitsJobMemory) != 0 && Amount(bytes.U64(JobMemoryAt)) is { } job and > 0)
                limits.Add(Of(LimitedResource.Memory, "JobMemoryLimit") with { Limit = job, Used = Used(reader) ?? Amount(bytes.U64(PeakAt)), CountsHugePages = true });
            if ((flags & LimitsProcessMemory) != 0 && Amount(bytes.U64(ProcessMemoryAt)) is { } process and > 0)
                limits.Add(Of(LimitedResource.ProcessMemory, "ProcessMemoryLimit") with { Limit = process });
        }

        if (cpus > 0 && CpuRate(reader) is { } rate)
            limits.Add(Of(LimitedResource.Cpu, "CpuRate") with { Cpus = rate * cpus / 10000.0 });
        return limits.Count == 0 ? null : limits.OrderBy(limit => limit).ToList();
    }

    /// <summary>JOBOBJECT_MEMORY_USAGE_INFORMATION: JobMemory u64 at 0. Systems without it tell the most that was ever used, which is no less.</summary>
    private static long? Used(WindowsReader reader) => reader.Bytes(WindowsFacts.JobMemory) is { } bytes ? Amount(bytes.U64(0)) : null;

    /// <summary>
    /// JOBOBJECT_CPU_RATE_CONTROL_INFORMATION: ControlFlags u32 at 0; at 4 CpuRate u32, or MinRate u16 and MaxRate u16. A rate is of 10 000 of all
    /// processors' cycles, in a job within one that has a rate of that one's: then it is less.
    /// </summary>
    private static uint? CpuRate(WindowsReader reader)
    {
        if (reader.Bytes(WindowsFacts.JobCpuRate) is not { } bytes)
            return null;
        return bytes.U32(0) switch
        {
            var flags when (flags & Enable) == 0 => null,
            var flags when (flags & HardCap) != 0 => bytes.U32(4),
            var flags when (flags & MinMaxRate) != 0 => bytes.U16(6),
            _ => null,
        };
    }

    private static NumaLimit Of(LimitedResource resource, string name) => new() { Resource = resource, Name = name, Group = "job object", Source = "QueryInformationJobObject" };

    private static long? Amount(ulong bytes) => bytes <= long.MaxValue ? (long)bytes : null;
}
