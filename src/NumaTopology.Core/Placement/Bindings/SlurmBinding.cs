using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// One task of srun in a job that has the node to itself. A mask binds a task to several CPUs or cells, where a map gives it one. A task may be bound within
/// its step's CPUs only, and srun alone chooses those by their number: with --exclusive it still has as many as the task needs, the first of the node. So
/// salloc takes the whole node, and --whole all of it for the step. The job's memory stays what the site gives by default, unless --mem=0 asks for the node's.
/// Of --mem-bind's types "prefer" takes the first node of the mask; "local" is a mask of the task's nodes, so the kernel's own local policy is none.
/// </summary>
internal sealed class SlurmBinding() : CommandBinding("salloc")
{
    public override IReadOnlyList<NumaMemoryPolicy> Policies { get; } = [NumaMemoryPolicy.Bind, NumaMemoryPolicy.Preferred, NumaMemoryPolicy.Local];

    public override IReadOnlyList<string> Arguments(NumaPlacement placement, NumaMemoryPolicy? policy)
    {
        var arguments = new List<string> { "--nodes=1", "--exclusive" };
        if (placement.Memory.Count > 0)
            arguments.Add("--mem=0");
        arguments.AddRange(["srun", "--nodes=1", "--ntasks=1", "--whole", "--cpu-bind=mask_cpu:" + Mask(placement.Cpus.Set)]);
        if (policy is { } wanted)
        {
            arguments.Add("--mem-bind=" + wanted switch
            {
                NumaMemoryPolicy.Bind => "mask_mem:" + Mask(NumaBinding.MemoryCells(placement).Set),
                NumaMemoryPolicy.Preferred => "prefer,mask_mem:" + Mask(NumaBinding.RequireOneCell(placement).Set),
                _ => "none",
            });
        }

        return arguments;
    }

    private static string Mask(IdSet set)
    {
        var text = new StringBuilder();
        for (var i = set.Length - 1; i >= 0; i--)
            text.Append(set.Word(i).ToString(text.Length == 0 ? "x" : "x16", CultureInfo.InvariantCulture));
        return "0x" + text;
    }
}
