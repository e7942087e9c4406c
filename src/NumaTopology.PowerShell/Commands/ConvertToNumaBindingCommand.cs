using System.Management.Automation;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>Writes placements as arguments, unit properties or XML that bind a program to them.</summary>
[Cmdlet(VerbsData.ConvertTo, "NumaBinding")]
[OutputType(typeof(string))]
public sealed class ConvertToNumaBindingCommand : PSCmdlet
{
    /// <summary>Who binds the program.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public NumaBindingTarget For { get; set; }

    /// <summary>The placement.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Rehydrate(typeof(NumaPlacement))]
    public NumaPlacement? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            WriteObject(NumaBinding.Write(InputObject!, For));
        }
        catch (NumaBindingException e)
        {
            WriteError(Errors.BindingNotExpressible(e, InputObject!));
        }
    }
}
