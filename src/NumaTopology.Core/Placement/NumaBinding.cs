using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Placement.Bindings;

namespace NumaTopology;

/// <summary>Converts a placement to the command line or configuration of a tool. Memory is bound if the request includes memory.</summary>
public static class NumaBinding
{
    private static readonly Dictionary<NumaBindingTarget, Binding> s_bindings = new()
    {
        [NumaBindingTarget.Numactl] = new NumactlBinding(),
        [NumaBindingTarget.Taskset] = new TasksetBinding(),
        [NumaBindingTarget.Systemd] = new SystemdBinding(),
        [NumaBindingTarget.SystemdRun] = new SystemdRunBinding(),
        [NumaBindingTarget.Docker] = new ContainerBinding(),
        [NumaBindingTarget.Podman] = new ContainerBinding(),
        [NumaBindingTarget.Kubelet] = new KubeletBinding(),
        [NumaBindingTarget.Libvirt] = new LibvirtBinding(),
        [NumaBindingTarget.Qemu] = new QemuBinding(),
        [NumaBindingTarget.Slurm] = new SlurmBinding(),
        [NumaBindingTarget.Windows] = new WindowsBinding(),
    };

    /// <summary>The text for <paramref name="target"/>, ready to paste.</summary>
    /// <exception cref="NumaBindingException">The target cannot express the placement.</exception>
    public static string Write(NumaPlacement placement, NumaBindingTarget target) => For(placement, target).Text(placement);

    /// <summary>
    /// The arguments of the tool, one string each, without the tool: numactl, taskset, systemd-run, docker run, podman run, salloc or cmd.
    /// </summary>
    /// <exception cref="NumaBindingException">The target cannot express the placement, or takes a document or a script.</exception>
    public static IReadOnlyList<string> Arguments(NumaPlacement placement, NumaBindingTarget target) => For(placement, target).Arguments(placement);

    /// <summary>The nodes that memory is taken from; empty when none was requested.</summary>
    internal static NodeSet MemoryCells(NumaPlacement placement) => NodeSet.From(placement.Memory.Select(share => share.CellId));

    /// <summary>Where a target cannot bind memory, the system takes it from where a program runs; that is right only for memory of those nodes.</summary>
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
