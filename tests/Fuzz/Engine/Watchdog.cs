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

    public Watchdog() => new Thread(Watch) { IsBackground = true }.Start();

    public long Executions => _executions;

    /// <summary>Another input is read from now on.</summary>
    public void Next() => _executions++;

    private void Watch()
    {
        var process = Process.GetCurrentProcess();
        var clock = new Stopwatch();
        for (var (watched, before) = (-1L, TimeSpan.Zero); ; Thread.Sleep(50))
        {
            process.Refresh();
            if (Volatile.Read(ref _executions) != watched)
            {
                watched = Volatile.Read(ref _executions);
                before = process.TotalProcessorTime;
                clock.Restart();
            }
            else if (watched > 0 && (process.TotalProcessorTime - before > s_mostProcessorTime || clock.Elapsed > s_mostTime))
            {
                Environment.Exit(ExitCode);
            }
        }
    }
}
