using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using NumaTopology.Snapshots;

namespace NumaTopology.Remote;

/// <summary>Asks a host through the system's ssh client, with its configuration, keys, agent and known hosts. The client asks nobody anything.</summary>
internal sealed class SshClient
{
    // A host that goes on sending is given this many times its patience.
    private const int LongestAnswer = 6;

    // ssh's own exit status; every other is the command's.
    private const int ClientFailed = 255;

    // For what should be over already.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);

    private static readonly string[] s_denials = ["Permission denied", "Host key verification failed", "Too many authentication failures", "No supported authentication methods"];

    private readonly string _program;

    public SshClient(string program) => _program = program;

    /// <summary>The client of this computer: the first <c>ssh</c> in the folders of PATH, never one of the current folder.</summary>
    /// <exception cref="HostException">There is none.</exception>
    public static SshClient Find(string host)
    {
        var name = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "ssh.exe" : "ssh";
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (Path.IsPathRooted(folder) && File.Exists(Path.Combine(folder, name)))
                return new SshClient(Path.Combine(folder, name));
        }

        throw new HostException(HostError.ClientMissing, host, "No ssh client in PATH. Install OpenSSH.");
    }

    /// <summary>What the client is started with. It is the user's own configuration that says the rest.</summary>
    public static IReadOnlyList<string> Arguments(HostAddress host, HostQuestion question)
    {
        var seconds = Math.Max(1, Math.Ceiling(host.Patience.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var arguments = new List<string> { "-T", "-a", "-x", "-o", "BatchMode=yes", "-o", "ConnectTimeout=" + seconds, "-o", "LogLevel=ERROR" };
        // What a configuration may have for the sessions of people, as scp leaves it out.
        arguments.AddRange(["-o", "PermitLocalCommand=no", "-o", "ClearAllForwardings=yes", "-o", "RemoteCommand=none"]);
        if (host.UserName is not null)
            arguments.AddRange(["-l", host.UserName]);
        if (host.Port is { } port)
            arguments.AddRange(["-p", port.ToString(CultureInfo.InvariantCulture)]);
        if (host.KeyFilePath is not null)
            arguments.AddRange(["-i", host.KeyFilePath]);
        arguments.AddRange(["--", host.Name, "sh", "-s", CollectorScript.Word(question)]);
        return arguments;
    }

    /// <summary>The machine that the host tells of.</summary>
    /// <exception cref="HostException">The host did not answer, or not so that it can be understood.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was asked for; the client was ended.</exception>
    public SnapshotMachine Ask(HostAddress host, HostQuestion question, CancellationToken cancellation)
    {
        host.Require();
        cancellation.ThrowIfCancellationRequested();
        using var process = Start(host, question);
        var answer = new AnswerStream(process.StandardOutput.BaseStream, host.Name);
        var error = new ErrorText(process.StandardError.BaseStream);
        var reading = Task.Factory.StartNew(
            () =>
            {
                Send(process);
                return HostAnswer.Read(answer, host.Name, cancellation);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            Wait(reading, answer, host, error, cancellation);
            // That an answer is none, or was cut, is what comes of a failure, not why.
            if (!IsTooLarge(reading) && process.WaitForExit((int)s_grace.TotalMilliseconds) && process.ExitCode != 0)
                throw Ended(host, process.ExitCode, error);
            return reading.GetAwaiter().GetResult();
        }
        finally
        {
            End(process);
            // To close what is being read would wait for its end, and to close it before the client has ended would make it fail.
            _ = reading.ContinueWith(
                read =>
                {
                    answer.Dispose();
                    return read.Exception;
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    private Process Start(HostAddress host, HostQuestion question)
    {
        var start = new ProcessStartInfo(_program, CommandLine.Of(Arguments(host, question)))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new HostException(HostError.ClientMissing, host.Name, $"The ssh client '{_program}' could not be started: {e.Message}", e);
        }
    }

    private static void Send(Process process)
    {
        try
        {
            process.StandardInput.BaseStream.Write(CollectorScript.Bytes, 0, CollectorScript.Bytes.Length);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The client has ended already; its exit status says why.
        }
    }

    /// <summary>Waits until the answer was read, but for no longer than the host may be silent, and not for ever.</summary>
    private static void Wait(Task reading, AnswerStream answer, HostAddress host, ErrorText error, CancellationToken cancellation)
    {
        var end = TimeSpan.FromTicks(host.Patience.Ticks * LongestAnswer);
        WaitHandle[] events = [((IAsyncResult)reading).AsyncWaitHandle, cancellation.WaitHandle];
        while (!reading.IsCompleted)
        {
            cancellation.ThrowIfCancellationRequested();
            var left = host.Patience - answer.Silence < end - answer.Elapsed ? host.Patience - answer.Silence : end - answer.Elapsed;
            if (left > TimeSpan.Zero)
                WaitHandle.WaitAny(events, left);
            else if (answer.Elapsed >= end)
                throw new HostException(HostError.AnswerEndless, host.Name, $"The answer of '{host.Name}' did not end within {Seconds(end)}.");
            else
                throw Silent(host, answer, error);
        }
    }

    private static bool IsTooLarge(Task reading) => reading.Exception?.InnerException is HostException { Error: HostError.AnswerTooLarge };

    private static HostException Silent(HostAddress host, AnswerStream answer, ErrorText error)
    {
        var what = answer.Count == 0 ? "did not answer within" : "sent nothing for";
        var said = error.Lines(TimeSpan.Zero) is [var line, ..] ? $" It said: {line}" : "";
        return new HostException(HostError.Unreachable, host.Name, $"'{host.Name}' {what} {Seconds(host.Patience)}.{said}");
    }

    private static HostException Ended(HostAddress host, int status, ErrorText error)
    {
        var lines = error.Lines(s_grace);
        var said = lines is [var first, ..] ? first : null;
        if (status != ClientFailed)
            return new HostException(HostError.Failed, host.Name, $"The command on '{host.Name}' failed: {said ?? "exit status " + status.ToString(CultureInfo.InvariantCulture)}");
        // Of a host whose key has changed it is the last of a dozen lines.
        if (lines.FirstOrDefault(line => Array.Exists(s_denials, denial => line.IndexOf(denial, StringComparison.Ordinal) >= 0)) is { } refusal)
            return new HostException(HostError.AccessDenied, host.Name, $"'{host.Name}' refused the login: {refusal}");
        return new HostException(HostError.Unreachable, host.Name, $"'{host.Name}' could not be reached: {said ?? "the ssh client failed and gave no reason."}");
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended at the same moment.
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
