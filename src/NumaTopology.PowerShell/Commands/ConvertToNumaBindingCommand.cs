using System.Linq;
using System.Management.Automation;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>Converts placements to command lines and configuration that bind a program to them.</summary>
[Cmdlet(VerbsData.ConvertTo, "NumaBinding")]
[OutputType(typeof(string), typeof(string[]))]
public sealed class ConvertToNumaBindingCommand : PSCmdlet
{
    /// <summary>The tool that binds the program.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public NumaBindingTarget For { get; set; }

    /// <summary>The placement.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [Rehydrate(typeof(NumaPlacement))]
    public NumaPlacement? InputObject { get; set; }

    /// <summary>The nodes that the program's memory comes from; Bind (for -Goal Bandwidth Interleave) if the placement takes memory and the tool can express it.</summary>
    [Parameter]
    public NumaMemoryPolicy? MemoryPolicy { get; set; }

    /// <summary>Returns the arguments of the tool as an array of strings to splat.</summary>
    [Parameter]
    public SwitchParameter AsArgument { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            // Whole, because PowerShell splats a single string character by character, and because each placement has its own.
            if (AsArgument)
                WriteObject(NumaBinding.Arguments(InputObject!, For, MemoryPolicy).ToArray(), enumerateCollection: false);
            else
                WriteObject(NumaBinding.Write(InputObject!, For, MemoryPolicy));
            if (MemoryPolicy is null && NumaBinding.BindsInstead(InputObject!, For))
                WriteWarning($"{For} cannot interleave memory; it is bound to nodes {NumaBinding.MemoryCells(InputObject!)} instead.");
        }
        catch (NumaBindingException e)
        {
            WriteError(Errors.BindingNotExpressible(e, InputObject!));
        }
    }
}
