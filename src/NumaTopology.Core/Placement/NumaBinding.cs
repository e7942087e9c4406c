using System;
using System.Linq;
using NumaTopology.Placement.Bindings;

namespace NumaTopology;

/// <summary>Writes a placement as what a tool that starts programs is told. Memory is bound when the request asked for some.</summary>
public static class NumaBinding
{
    /// <summary>The text for <paramref name="target"/>, ready to paste.</summary>
    /// <exception cref="NumaBindingException">The target cannot express the placement.</exception>
    public static string Write(NumaPlacement placement, NumaBindingTarget target)
    {
        if (placement is null)
            throw new ArgumentNullException(nameof(placement));
        // Windows numbers processors within groups; the numbers of this module in one row mean nothing to Linux tools.
        if (target != NumaBindingTarget.Windows && placement.Groups is not null)
            throw new NumaBindingException($"The placement is of a Windows machine, which {target} does not bind on.");
        return target switch
        {
            NumaBindingTarget.Numactl => "numactl --physcpubind=" + placement.Cpus + MemoryOption(placement, " --membind="),
            NumaBindingTarget.Taskset => Taskset(placement),
            NumaBindingTarget.Systemd => SystemdBinding.Write(placement),
            NumaBindingTarget.Docker => "--cpuset-cpus=" + placement.Cpus + MemoryOption(placement, " --cpuset-mems="),
            NumaBindingTarget.Libvirt => LibvirtBinding.Write(placement),
            NumaBindingTarget.Slurm => SlurmBinding.Write(placement),
            NumaBindingTarget.Windows => WindowsBinding.Write(placement),
            _ => throw new ArgumentOutOfRangeException(nameof(target)),
        };
    }

    /// <summary>The cells that memory is taken from; empty when none was asked for.</summary>
    internal static CpuSet MemoryCells(NumaPlacement placement) => CpuSet.From(placement.Memory.Select(share => share.CellId));

    /// <summary>Where a target cannot bind memory, the system takes it from where a program runs; that is right only for memory of those cells.</summary>
    internal static void RequireLocalMemory(NumaPlacement placement, string who)
    {
        if (placement.MemoryOnlyCells.Count > 0)
            throw new NumaBindingException($"{who} binds processors only, and the placement takes memory of {PlacementText.Cells(placement.MemoryOnlyCells)}, where it has none.");
    }

    private static string MemoryOption(NumaPlacement placement, string option)
    {
        var cells = MemoryCells(placement);
        return cells.IsEmpty ? "" : option + cells;
    }

    private static string Taskset(NumaPlacement placement)
    {
        RequireLocalMemory(placement, "taskset");
        return "taskset --cpu-list " + placement.Cpus;
    }
}
