using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace NumaTopology.Fuzz;

/// <summary>Reads changed inputs until the time is over or there is a finding. An input that takes a new step through the library is kept and changed further.</summary>
internal sealed class FuzzLoop
{
    private readonly FuzzTarget _target;
    private readonly FuzzFolder _folder;
    private readonly CoverageMap _map;
    private readonly Watchdog _watchdog = new();
    private readonly CurrentInput _current;
    private readonly List<(byte[] Input, long Time)> _queue = [];
    private readonly Random _random = new();

    public FuzzLoop(FuzzTarget target, FuzzFolder folder, CurrentInput current, CoverageMap map)
    {
        _target = target;
        _folder = folder;
        _current = current;
        _map = map;
    }

    /// <summary>Runs for some seconds and says what came of it; the exception that ended it is the finding.</summary>
    public string Run(int seconds)
    {
        var clock = Stopwatch.StartNew();
        var known = _folder.Inputs(_target);
        foreach (var input in known)
        {
            _queue.Add((input, Read(input)));
            // What the corpus has is kept in any case.
            _map.Take();
        }

        var mutator = new Mutator(known);
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var input = mutator.Mutate(Pick(), Pick());
            var time = Read(input);
            if (!_map.Take())
                continue;
            _queue.Add((input, time));
            _folder.Keep(input);
        }

        var executions = _watchdog.Executions;
        var (reached, of) = Instrumentation.Reach(_target.Readers, () => _queue.ForEach(kept => _target.Read(kept.Input)));
        return $"{executions} executions, {executions / clock.Elapsed.TotalSeconds:F0} a second, {reached} of {of} branches ({100.0 * reached / of:F0} %), {_map.Steps} steps, {_queue.Count} inputs";
    }

    /// <summary>Reads an input and tells how long that took.</summary>
    private long Read(byte[] input)
    {
        _current.Set(input);
        _map.Clear();
        var start = Stopwatch.GetTimestamp();
        _watchdog.Watch(() => _target.Read(input));
        return Stopwatch.GetTimestamp() - start;
    }

    /// <summary>Of three the one that is read fastest, half of the time of the newest: what is new leads further.</summary>
    private byte[] Pick()
    {
        if (_queue.Count == 0)
            return [];
        var from = _random.Next(2) == 0 ? 0 : _queue.Count * 3 / 4;
        return Enumerable.Range(0, 3).Select(_ => _queue[_random.Next(from, _queue.Count)]).MinBy(kept => kept.Time).Input;
    }
}
