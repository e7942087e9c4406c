using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>What the cmdlets share that ask one machine or many: by which parameters machines are named, and what they mean.</summary>
public abstract class MachineParameters : HostParameters
{
    /// <summary>The parameter set that takes paths as they are.</summary>
    protected const string FromPath = "LiteralPath";

    /// <summary>Snapshot files, or folders that stand for another machine's root, with wildcards; this machine when not given.</summary>
    [Parameter(ParameterSetName = FromMachine)]
    [SupportsWildcards]
    public virtual string[]? Snapshot { get; set; }

    /// <summary>The same, each taken as it is typed.</summary>
    [Parameter(ParameterSetName = FromPath, Mandatory = true)]
    [Alias("PSPath")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The paths as they were typed; null when this machine or hosts are meant.</summary>
    private protected string[]? Typed => LiteralPath ?? Snapshot;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        foreach (var name in new[] { nameof(Snapshot), nameof(LiteralPath) }.Where(MyInvocation.BoundParameters.ContainsKey))
            RefuseEmptyPath(name, Typed);
    }

    /// <summary>The files and folders that were named, each with an error where there is none.</summary>
    private protected List<string> Paths()
    {
        var paths = new List<string>();
        foreach (var path in Typed ?? [])
        {
            try
            {
                paths.AddRange(LiteralPath is null ? Expand(path) : [Resolve(path)]);
            }
            catch (SnapshotException e)
            {
                WriteError(Errors.Snapshot(e));
            }
        }

        return paths;
    }
}
