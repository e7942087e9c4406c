using System;
using System.Management.Automation;
using System.Threading;

namespace NumaTopology.Commands;

/// <summary>A cmdlet that Ctrl+C ends at once, whatever it is at.</summary>
public abstract class StoppableCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Is cancelled when the user stops the pipeline. What it throws then is swallowed by PowerShell, which tells the end of the pipeline itself.</summary>
    private protected CancellationToken Cancellation => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Called on another thread than the one that works.</summary>
    protected override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The cmdlet came to its own end at the same moment.
        }
    }
}
