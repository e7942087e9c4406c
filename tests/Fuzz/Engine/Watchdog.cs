using System;
using System.Diagnostics;
using System.Threading;

namespace NumaTopology.Fuzz;

/// <summary>
/// Ends the process when it reads one input for more than a second of processor time, or ten by the clock: a machine that is
/// busy with other things makes no finding.
/// </summary>
internal sealed class Watchdog
{
    public const int ExitCode = 3;

    private static readonly TimeSpan s_mostProcessorTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_mostTime = TimeSpan.FromSeconds(10);

    private long _executions;
    private bool _isReading;

    public Watchdog() => new Thread(Guard) { IsBackground = true }.Start();

    public long Executions => _executions;

    /// <summary>Reads the next input.</summary>
    public void Watch(Action read)
    {
        _executions++;
        Volatile.Write(ref _isReading, true);
        read();
        Volatile.Write(ref _isReading, false);
    }

    private void Guard()
    {
        var process = Process.GetCurrentProcess();
        var clock = new Stopwatch();
        for (var (watched, before) = (-1L, TimeSpan.Zero); ; Thread.Sleep(50))
        {
            process.Refresh();
            if (!Volatile.Read(ref _isReading) || Volatile.Read(ref _executions) != watched)
            {
                watched = Volatile.Read(ref _executions);
                before = process.TotalProcessorTime;
                clock.Restart();
            }
            else if (process.TotalProcessorTime - before > s_mostProcessorTime || clock.Elapsed > s_mostTime)
            {
                Environment.Exit(ExitCode);
            }
        }
    }
}
