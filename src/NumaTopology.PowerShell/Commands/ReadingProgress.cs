using System;
using System.Diagnostics;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Tells how far the reading of many machines is, once it has taken a second.</summary>
internal sealed class ReadingProgress(Cmdlet command, int machines)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(200);

    private readonly ProgressRecord _progress = new(0, "Reading NUMA topology", "Reading machines");
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _next = s_patience;

    public void Tell(int done)
    {
        if (_watch.Elapsed < _next)
            return;
        _next = _watch.Elapsed + s_step;
        _progress.StatusDescription = $"{done} of {machines} machines";
        _progress.PercentComplete = (int)(100L * done / machines);
        command.WriteProgress(_progress);
    }

    public void End()
    {
        if (_next == s_patience)
            return;
        _progress.RecordType = ProgressRecordType.Completed;
        command.WriteProgress(_progress);
    }
}
