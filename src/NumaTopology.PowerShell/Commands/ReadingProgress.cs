using System;
using System.Diagnostics;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Tells how far the reading of many machines, or of what is many on one, is, once it has taken a second.</summary>
internal sealed class ReadingProgress(Cmdlet command, int count, string activity = "Reading NUMA topology", string what = "machines")
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _next = s_patience;

    public void Tell(int done)
    {
        if (_watch.Elapsed < _next)
            return;
        _next = _watch.Elapsed + s_step;
        Write(done, ProgressRecordType.Processing);
    }

    /// <summary>Takes away what was shown.</summary>
    public void End()
    {
        if (_next != s_patience)
            Write(count, ProgressRecordType.Completed);
    }

    // One each time: who shows it may do so later.
    private void Write(int done, ProgressRecordType type) => command.WriteProgress(new ProgressRecord(0, activity, $"{done} of {count} {what}")
    {
        PercentComplete = (int)(100L * done / count),
        RecordType = type,
    });
}
