using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Placement.Bindings;

namespace NumaTopology;

/// <summary>Writes a placement as what a tool that starts programs is told. Memory is bound when the request asked for some.</summary>
public static class NumaBinding
{
    private static readonly Dictionary<NumaBindingTarget, Binding> s_bindings = new()
    {
        [NumaBindingTarget.Numactl] = new NumactlBinding(),
        [NumaBindingTarget.Taskset] = new TasksetBinding(),
        [NumaBindingTarget.Systemd] = new SystemdBinding(),
        [NumaBindingTarget.Docker] = new DockerBinding(),
        [NumaBindingTarget.Libvirt] = new LibvirtBinding(),
        [NumaBindingTarget.Slurm] = new SlurmBinding(),
        [NumaBindingTarget.Windows] = new WindowsBinding(),
    };

    /// <summary>The text for <paramref name="target"/>, ready to paste.</summary>
    /// <exception cref="NumaBindingException">The target cannot express the placement.</exception>
    public static string Write(NumaPlacement placement, NumaBindingTarget target) => For(placement, target).Text(placement);

    /// <summary>
    /// The arguments of the program that binds, one string each, without the program: numactl, taskset, docker run, systemd-run, salloc or cmd.
    /// </summary>
    /// <exception cref="NumaBindingException">The target cannot express the placement, or what it is told is a document or a script.</exception>
    public static IReadOnlyList<string> Arguments(NumaPlacement placement, NumaBindingTarget target) => For(placement, target).Arguments(placement);

    /// <summary>The cells that memory is taken from; empty when none was asked for.</summary>
    internal static NodeSet MemoryCells(NumaPlacement placement) => NodeSet.From(placement.Memory.Select(share => share.CellId));

    /// <summary>Where a target cannot bind memory, the system takes it from where a program runs; that is right only for memory of those cells.</summary>
    internal static void RequireLocalMemory(NumaPlacement placement, string who)
    {
        if (placement.MemoryOnlyCells.Count > 0)
            throw new NumaBindingException($"{who} binds only CPUs; the placement also takes memory of {PlacementText.Cells(placement.MemoryOnlyCells)}, where it takes no CPU.");
    }

    private static Binding For(NumaPlacement placement, NumaBindingTarget target)
    {
        if (placement is null)
            throw new ArgumentNullException(nameof(placement));
        // Windows numbers processors within groups; the numbers of this module in one row mean nothing to Linux tools.
        if (target != NumaBindingTarget.Windows && placement.Groups is not null)
            throw new NumaBindingException($"The placement is on a Windows host; {target} binds on Linux.", BindingObstacle.WindowsHost);
        return s_bindings.TryGetValue(target, out var binding) ? binding : throw new ArgumentOutOfRangeException(nameof(target));
    }
}
