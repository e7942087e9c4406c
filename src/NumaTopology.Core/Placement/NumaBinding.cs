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
    /// <param name="placement">The placement.</param>
    /// <param name="target">The tool that binds.</param>
    /// <param name="policy">Where the memory comes from; null for <see cref="NumaMemoryPolicy.Bind"/>, or <see cref="NumaMemoryPolicy.Interleave"/> for bandwidth, if the request includes memory and the tool can express it.</param>
    /// <exception cref="NumaBindingException">The target cannot express the placement or the policy.</exception>
    public static string Write(NumaPlacement placement, NumaBindingTarget target, NumaMemoryPolicy? policy = null)
    {
        var binding = For(placement, target);
        return binding.Text(placement, Policy(placement, target, binding, policy));
    }

    /// <summary>
    /// The arguments of the tool, one string each, without the tool: numactl, taskset, systemd-run, docker run, podman run, salloc or cmd.
    /// </summary>
    /// <param name="placement">The placement.</param>
    /// <param name="target">The tool that binds.</param>
    /// <param name="policy">As for <see cref="Write"/>.</param>
    /// <exception cref="NumaBindingException">The target cannot express the placement or the policy, or takes a document or a script.</exception>
    public static IReadOnlyList<string> Arguments(NumaPlacement placement, NumaBindingTarget target, NumaMemoryPolicy? policy = null)
    {
        var binding = For(placement, target);
        return binding.Arguments(placement, Policy(placement, target, binding, policy));
    }

    /// <summary>Whether a tool binds memory that is to be interleaved, because it cannot interleave.</summary>
    internal static bool BindsInstead(NumaPlacement placement, NumaBindingTarget target) =>
        placement.Request.Goal == PlacementGoal.Bandwidth && placement.Memory.Count > 1 && s_bindings.TryGetValue(target, out var binding)
        && binding.Policies.Contains(NumaMemoryPolicy.Bind) && !binding.Policies.Contains(NumaMemoryPolicy.Interleave);

    /// <summary>The nodes that memory is taken from; empty when none was requested.</summary>
    internal static NodeSet MemoryCells(NumaPlacement placement) => NodeSet.From(placement.Memory.Select(share => share.CellId));

    /// <summary>The only node that memory is taken from.</summary>
    internal static NodeSet RequireOneCell(NumaPlacement placement) =>
        placement.Memory.Count == 1
            ? MemoryCells(placement)
            : throw new NumaBindingException($"The memory policy '{NumaMemoryPolicy.Preferred}' has one node, but the placement takes memory of {PlacementText.Cells(placement.Memory.Select(share => share.CellId))}.", BindingObstacle.SeveralPreferred);

    /// <summary>A policy that has nodes.</summary>
    internal static void RequireMemory(NumaPlacement placement, NumaMemoryPolicy policy)
    {
        if (placement.Memory.Count == 0)
            throw new NumaBindingException($"The memory policy '{policy}' has no nodes, because the placement takes no memory.", BindingObstacle.NoMemory);
    }

    /// <summary>Where memory is not bound, the system takes it from where a program runs; that is right only for memory of those nodes.</summary>
    internal static void RequireLocalMemory(NumaPlacement placement, string why)
    {
        if (placement.MemoryOnlyCells.Count > 0)
            throw new NumaBindingException($"{why}; the placement also takes memory of {PlacementText.Cells(placement.MemoryOnlyCells)}, where it takes no CPU.");
    }

    /// <summary>What a binding is told of memory; null for nothing.</summary>
    private static NumaMemoryPolicy? Policy(NumaPlacement placement, NumaBindingTarget target, Binding binding, NumaMemoryPolicy? requested)
    {
        if (requested is not { } policy)
            return placement.Memory.Count > 0 ? Defaults(placement).Cast<NumaMemoryPolicy?>().FirstOrDefault(one => binding.Policies.Contains(one!.Value)) : null;
        if (!binding.Policies.Contains(policy))
        {
            var known = binding.Policies.Count == 0 ? " because it sets none" : $", only {string.Join(", ", binding.Policies)}";
            throw new NumaBindingException($"{target} cannot express the memory policy '{policy}'{known}.", BindingObstacle.MemoryPolicy);
        }

        if (policy == NumaMemoryPolicy.Local)
            RequireLocalMemory(placement, $"The memory policy '{policy}' takes memory from where the program runs");
        else
            RequireMemory(placement, policy);
        return policy;
    }

    /// <summary>The policies to tell a tool that was not told one, the best first.</summary>
    internal static NumaMemoryPolicy[] Defaults(NumaPlacement placement) =>
        placement.Request.Goal == PlacementGoal.Bandwidth ? [NumaMemoryPolicy.Interleave, NumaMemoryPolicy.Bind] : [NumaMemoryPolicy.Bind];

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
