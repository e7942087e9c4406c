using System.Management.Automation;

namespace NumaTopology.Shell;

/// <summary>Out-Default, but a string goes out whole: Out-Default cuts it into lines of the console's width.</summary>
[Cmdlet("Out", "Shell")]
public sealed class OutShellCommand : PSCmdlet
{
    private SteppablePipeline? _formatter;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject?.BaseObject is string text)
        {
            EndProcessing();
            Host.UI.WriteLine(text);
            return;
        }

        if (_formatter is null)
        {
            _formatter = ScriptBlock.Create("Out-Default").GetSteppablePipeline(CommandOrigin.Internal);
            _formatter.Begin(this);
        }

        _formatter.Process(InputObject);
    }

    protected override void EndProcessing()
    {
        _formatter?.End();
        _formatter?.Dispose();
        _formatter = null;
    }
}
