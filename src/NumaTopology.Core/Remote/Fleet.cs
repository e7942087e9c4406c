using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using NumaTopology.Snapshots;

namespace NumaTopology.Remote;

/// <summary>What became of asking a host: its machine, or why there is none.</summary>
internal sealed record FleetAnswer(HostAddress Host, SnapshotMachine? Machine, HostException? Error);

/// <summary>Asks many hosts, so many at once.</summary>
internal static class Fleet
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(200);

    /// <summary>The answers as they come, and null now and then while none comes, so that whoever waits can say so. Whoever stops taking them ends those that are on their way.</summary>
    public static IEnumerable<FleetAnswer?> Ask(SshClient client, IReadOnlyList<HostAddress> hosts, HostQuestion question, int atOnce, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // Bounded: a slow reader holds up the hosts, not the answers of all of them.
        using var answers = new BlockingCollection<FleetAnswer>(atOnce);
        var next = -1;
        var askers = new Task[Math.Min(atOnce, hosts.Count)];
        for (var i = 0; i < askers.Length; i++)
            askers[i] = Task.Factory.StartNew(AskInTurn, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var all = Task.WhenAll(askers).ContinueWith(_ => answers.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            while (!answers.IsCompleted)
                yield return answers.TryTake(out var answer, (int)s_tick.TotalMilliseconds, cancellation) ? answer : null;
        }
        finally
        {
            end.Cancel();
            all.Wait(CancellationToken.None);
        }

        void AskInTurn()
        {
            for (var host = Interlocked.Increment(ref next); host < hosts.Count; host = Interlocked.Increment(ref next))
                answers.Add(AskOne(client, hosts[host], question, end.Token), end.Token);
        }
    }

    private static FleetAnswer AskOne(SshClient client, HostAddress host, HostQuestion question, CancellationToken cancellation)
    {
        try
        {
            return new FleetAnswer(host, client.Ask(host, question, cancellation), null);
        }
        catch (HostException e)
        {
            return new FleetAnswer(host, null, e);
        }
    }
}
