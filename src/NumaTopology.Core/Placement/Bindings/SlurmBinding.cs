using System.Globalization;
using System.Text;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// One task of srun. A mask binds a task to several processors or cells, where a map gives it one. Slurm heeds it only for a task that has the node to itself.
/// </summary>
internal static class SlurmBinding
{
    public static string Write(NumaPlacement placement)
    {
        var cpus = placement.Cpus;
        var text = $"srun --nodes=1 --ntasks=1 --exclusive --cpus-per-task={cpus.Count.ToString(CultureInfo.InvariantCulture)} --cpu-bind=mask_cpu:{Mask(cpus)}";
        var memory = NumaBinding.MemoryCells(placement);
        return memory.IsEmpty ? text : $"{text} --mem-bind=mask_mem:{Mask(memory)}";
    }

    private static string Mask(CpuSet set)
    {
        var text = new StringBuilder();
        for (var i = set.Length - 1; i >= 0; i--)
            text.Append(set.Word(i).ToString(text.Length == 0 ? "x" : "x16", CultureInfo.InvariantCulture));
        return "0x" + text;
    }
}
