using System;
using System.Diagnostics;
using System.Management.Automation;
using NumaTopology.Placement;

namespace NumaTopology.Commands;

/// <summary>Watches for a while which CPUs are idle, and shows how long it still takes.</summary>
internal static class CpuSampler
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    /// <summary>The idle processors; null when the machine does not tell.</summary>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    public static CpuSet? Watch(Cmdlet command, Machine machine, TimeSpan time)
    {
        if (NumaProbe.CpuTimes(machine) is not { } before)
            return null;
        Wait(command, machine, time);
        return NumaProbe.CpuTimes(machine) is { } after ? IdleCpus.Between(before, after) : null;
    }

    private static void Wait(Cmdlet command, Machine machine, TimeSpan time)
    {
        var progress = new ProgressRecord(0, "Sampling CPUs", "Looking for idle CPUs");
        var watch = Stopwatch.StartNew();
        for (var left = time; left > TimeSpan.Zero; left = time - watch.Elapsed)
        {
            progress.PercentComplete = (int)(100 * watch.Elapsed.TotalSeconds / time.TotalSeconds) is var percent && percent < 100 ? percent : 100;
            progress.SecondsRemaining = (int)Math.Ceiling(left.TotalSeconds);
            command.WriteProgress(progress);
            if (machine.Cancellation.WaitHandle.WaitOne(left < s_step ? left : s_step))
                throw new OperationCanceledException(machine.Cancellation);
        }

        progress.RecordType = ProgressRecordType.Completed;
        command.WriteProgress(progress);
    }
}
