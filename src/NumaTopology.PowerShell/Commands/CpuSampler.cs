using System;
using System.Diagnostics;
using System.Management.Automation;
using System.Threading;
using NumaTopology.Machines;
using NumaTopology.Placement;

namespace NumaTopology.Commands;

/// <summary>Watches for a while which processors are idle, and tells how long it still takes.</summary>
internal sealed class CpuSampler : IDisposable
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    private readonly ManualResetEvent _stop = new(false);

    /// <summary>Whether the user stopped it.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>The idle processors; null when the machine does not tell, or the user stopped it.</summary>
    public CpuSet? Watch(Cmdlet command, Machine machine, TimeSpan time)
    {
        if (NumaProbe.CpuTimes(machine) is not { } before || !Wait(command, time))
            return null;
        return NumaProbe.CpuTimes(machine) is { } after ? IdleCpus.Between(before, after) : null;
    }

    /// <summary>Ends the wait; called from another thread.</summary>
    public void Stop()
    {
        IsStopped = true;
        _stop.Set();
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private bool Wait(Cmdlet command, TimeSpan time)
    {
        var progress = new ProgressRecord(0, "Watching the processors", "which are idle");
        var watch = Stopwatch.StartNew();
        try
        {
            for (var left = time; left > TimeSpan.Zero; left = time - watch.Elapsed)
            {
                progress.PercentComplete = (int)(100 * watch.Elapsed.TotalSeconds / time.TotalSeconds) is var percent && percent < 100 ? percent : 100;
                progress.SecondsRemaining = (int)Math.Ceiling(left.TotalSeconds);
                command.WriteProgress(progress);
                if (_stop.WaitOne(left < s_step ? left : s_step))
                    return false;
            }
        }
        finally
        {
            if (!IsStopped)
            {
                progress.RecordType = ProgressRecordType.Completed;
                command.WriteProgress(progress);
            }
        }

        return true;
    }
}
