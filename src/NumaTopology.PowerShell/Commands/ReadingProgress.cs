using System;
using System.Diagnostics;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Tells how far the reading of many machines is, once it has taken a second.</summary>
internal sealed class ReadingProgress(Cmdlet command, int machines)
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
            Write(machines, ProgressRecordType.Completed);
    }

    // One each time: who shows it may do so later.
    private void Write(int done, ProgressRecordType type) => command.WriteProgress(new ProgressRecord(0, "Reading NUMA topology", $"{done} of {machines} machines")
    {
        PercentComplete = (int)(100L * done / machines),
        RecordType = type,
    });
}
