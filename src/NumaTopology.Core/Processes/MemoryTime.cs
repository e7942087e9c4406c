using System;
using System.Diagnostics;
using System.Globalization;

namespace NumaTopology.Processes;

/// <summary>How long the memory of processes took to read, while each had to wait with what changes its mappings.</summary>
internal sealed class MemoryTime
{
    private TimeSpan _all, _longest;
    private int _count;
    private string _of = "";

    public T Take<T>(string fact, Func<T> read)
    {
        var watch = Stopwatch.StartNew();
        var answer = read();
        var time = watch.Elapsed;
        _count++;
        _all += time;
        if (time >= _longest)
            (_longest, _of) = (time, fact);
        return answer;
    }

    public void Tell(Machine machine)
    {
        if (_count > 0 && machine.Snapshot is null)
            machine.Log.Detail($"The memory of {PlacementText.Number(_count)} {(_count == 1 ? "process" : "processes")} was read in {Milliseconds(_all)} ms; {machine.Locate(_of)} took {Milliseconds(_longest)} ms of that.");
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture);
}
