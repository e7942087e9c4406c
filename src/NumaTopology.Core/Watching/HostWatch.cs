using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NumaTopology.Remote;

namespace NumaTopology.Watching;

/// <summary>Watches the nodes of hosts: asks all of them at equal intervals, and says of each that answers what happened there.</summary>
/// <param name="ask">Asks all hosts; the answers as they come, and null now and then while none comes.</param>
/// <param name="ids">The nodes; null means all, also those that come later.</param>
/// <param name="interval">The time between two questions.</param>
/// <param name="clock">The clock.</param>
internal sealed class HostWatch(Func<IEnumerable<FleetAnswer?>> ask, IReadOnlyList<int>? ids, TimeSpan interval, Clock clock)
{
    private readonly Dictionary<HostAddress, CellHistory> _hosts = [];
    private readonly HashSet<HostAddress> _silent = [];
    private readonly Intervals _intervals = new(interval, clock);

    /// <summary>Whether there is a node to watch: a host has answered, and has had one.</summary>
    public bool HasNodes => _hosts.Values.Any(history => history.Known.Count > 0);

    /// <summary>Asks for the first time, which gives the nodes of each host and what each is compared with later.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled meanwhile.</exception>
    public IEnumerable<WatchedHost> Begin() => Ask();

    /// <summary>Waits for the end of the interval, and gives each host as it answers. A host that does not is told once, until it answers again.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled meanwhile.</exception>
    public IEnumerable<WatchedHost> Next(CancellationToken cancellation)
    {
        _intervals.Wait(cancellation);
        return Ask();
    }

    private IEnumerable<WatchedHost> Ask()
    {
        foreach (var answer in ask())
        {
            if (answer is null)
                continue;
            var watched = Watched(answer);
            if (watched.Error is null)
                _silent.Remove(answer.Host);
            else if (!_silent.Add(answer.Host))
                continue;
            yield return watched;
        }
    }

    private WatchedHost Watched(FleetAnswer answer)
    {
        Exception error;
        if (answer.Machine is null)
        {
            error = answer.Error!;
        }
        else
        {
            try
            {
                var reading = MachineReading.Of(answer.Machine, ids, clock);
                var isNew = !_hosts.TryGetValue(answer.Host, out var history);
                if (isNew)
                    _hosts.Add(answer.Host, history = new CellHistory());
                var cells = history!.Add(reading);
                return new WatchedHost(answer, cells, isNew ? history.Known : null, null);
            }
            catch (TopologyFormatException e)
            {
                error = e;
            }
        }

        if (_hosts.TryGetValue(answer.Host, out var interrupted))
            interrupted.Interrupt();
        return new WatchedHost(answer, [], null, error);
    }
}

/// <summary>What became of a host in an interval.</summary>
/// <param name="Answer">Its answer.</param>
/// <param name="Cells">What its nodes did; nothing at its first answer, and at the first one after it was silent.</param>
/// <param name="Found">At its first answer the nodes that it has.</param>
/// <param name="Error">Why there is nothing; null when it answered.</param>
internal sealed record WatchedHost(FleetAnswer Answer, IReadOnlyList<NumaCellActivity> Cells, IReadOnlyCollection<int>? Found, Exception? Error);
