using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using NumaTopology.Tests;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>
/// What a watch costs in PowerShell, minute by minute, beside a session that only sleeps. The sessions run at the same time in mount namespaces of their own, in which
/// the kernel's files are those of a described machine, so that the live code reads them. That needs root.
/// </summary>
internal static class LiveWatchRows
{
    private const int Minutes = 5;

    private const string Mounts = """
        set -e; root=$1; shift
        mount --make-rprivate /
        for name in sys/devices/system/node sys/devices/system/cpu/online proc/stat proc/vmstat proc/meminfo; do mount --bind "$root/$name" "/$name"; done
        exec "$@"
        """;

    private static readonly (string Name, string Script)[] s_sessions =
    [
        ("sleeps 1 s again and again", "while ($true) { Start-Sleep -Seconds 1 }"),
        ("watches, objects thrown away", "Watch-NumaCell | Out-Null"),
        ("watches, as a table", "Watch-NumaCell | Format-Table"),
    ];

    public static void Print(int cells, int cpus)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !Tool.Has("pwsh") || !Tool.Has("unshare"))
            return;
        using var machine = WatchRows.Describe(cells, cpus);
        var sessions = s_sessions.Select(session => Start(machine.Root, session.Script)).ToList();
        try
        {
            var times = Measure(sessions, Path.Combine(machine.Root, "proc/stat"), cpus);
            Console.WriteLine($"\n| {cells} nodes and {cpus} CPUs: a session that … | {string.Join(" | ", Enumerable.Range(1, Minutes).Select(minute => $"minute {minute}"))} |");
            Console.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", Minutes))}");
            foreach (var (session, time) in s_sessions.Zip(times))
                Console.WriteLine($"| {session.Name}: processor time a second | {string.Join(" | ", time.Select(Table.Time))} |");
        }
        finally
        {
            foreach (var session in sessions)
            {
                session.Kill();
                session.Dispose();
            }
        }
    }

    /// <summary>Of each session the milliseconds of processor time that a second of each minute took.</summary>
    private static List<double>[] Measure(List<Process> sessions, string stat, int cpus)
    {
        var last = sessions.ConvertAll(ProcessorTime);
        List<double>[] times = [.. sessions.Select(_ => new List<double>())];
        var watch = Stopwatch.StartNew();
        for (var second = 1; second <= 60 * Minutes; second++)
        {
            if (TimeSpan.FromSeconds(second) - watch.Elapsed is var left && left > TimeSpan.Zero)
                Thread.Sleep(left);
            File.WriteAllText(stat, WatchRows.Stat(cpus, 100 * second));
            if (second % 60 != 0)
                continue;
            for (var i = 0; i < sessions.Count; i++)
            {
                var now = ProcessorTime(sessions[i]);
                times[i].Add((now - last[i]).TotalMilliseconds / 60);
                last[i] = now;
            }
        }

        return times;
    }

    /// <summary>Starts a session, and waits until the module is there.</summary>
    private static Process Start(string root, string script)
    {
        var start = new ProcessStartInfo("unshare", ["-m", "sh", "-c", Mounts, "sh", root, "pwsh", "-NoProfile", "-NonInteractive", "-Command", $"Import-Module '{Repository.Manifest}'; 'ready'; {script}"]) { RedirectStandardOutput = true };
        start.Environment["NO_COLOR"] = "1";
        // What the shell sends home is no cost of a watch.
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        var process = Process.Start(start) ?? throw new Win32Exception(start.FileName);
        if (process.StandardOutput.ReadLine() != "ready")
            throw new InvalidOperationException("A session did not start.");
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return process;
    }

    /// <summary>To the nanosecond; the times in /proc are in hundredths of a second.</summary>
    private static TimeSpan ProcessorTime(Process process)
    {
        if (clock_getcpuclockid(process.Id, out var clock) != 0 || clock_gettime(clock, out var time) != 0)
            throw new InvalidOperationException($"The processor time of process {process.Id.ToString(CultureInfo.InvariantCulture)} cannot be read.");
        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000);
    }

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int clock_getcpuclockid(int process, out int clock);

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
