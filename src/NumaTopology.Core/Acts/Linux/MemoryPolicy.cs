using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using NumaTopology.Machines.Linux;
using static NumaTopology.Acts.Linux.LinuxCalls;

namespace NumaTopology.Acts.Linux;

/// <summary>The memory policy of the thread that calls, which what it starts inherits (set_mempolicy(2)).</summary>
internal static unsafe class MemoryPolicy
{
    // 16 384 nodes: the kernel refuses masks that are smaller than its own, of 1024 nodes at most, and those of more than a page.
    private const int Words = 256;

    // set_mempolicy(2): EINVAL for a mode that the kernel does not know.
    private const int InvalidArgument = 22;
    private const int NotImplemented = 38;

    // The values of include/uapi/linux/mempolicy.h. 0 is MPOL_DEFAULT.
    private static readonly Dictionary<NumaMemoryPolicy, int> s_modes = new()
    {
        [NumaMemoryPolicy.Preferred] = 1,
        [NumaMemoryPolicy.Bind] = 2,
        [NumaMemoryPolicy.Interleave] = 3,
        [NumaMemoryPolicy.Local] = 4,
        [NumaMemoryPolicy.PreferredMany] = 5,
        [NumaMemoryPolicy.WeightedInterleave] = 6,
    };

    /// <summary>Sets the policy of the thread that calls; 0 or the error number.</summary>
    public static int Set(SystemCallNumbers numbers, NumaMemoryPolicy policy, IReadOnlyList<int> cells)
    {
        fixed (ulong* mask = NodeSet.From(cells).Set.Words(Words))
        {
            // The kernel takes one bit less than it is told of (get_nodes of mm/mempolicy.c). MPOL_LOCAL has no nodes.
            return set_mempolicy((IntPtr)numbers.SetMemoryPolicy, (IntPtr)s_modes[policy], cells.Count == 0 ? null : mask, (UIntPtr)(cells.Count == 0 ? 0 : (Words * 64) + 1)) == IntPtr.Zero
                ? 0
                : Marshal.GetLastWin32Error();
        }
    }

    /// <summary>What an error number of <see cref="Set"/> says.</summary>
    public static NumaActException Failure(int errno, NumaMemoryPolicy policy, IReadOnlyList<int> cells) =>
        Errno.IsPermission(errno) || errno == NotImplemented
            ? new NumaActException(NumaActError.PolicyRefused, $"The system refuses the memory policy '{policy}' to this process: {Errno.Describe(errno)}. A container without CAP_SYS_NICE may not set memory policies.")
        : errno == InvalidArgument && policy is NumaMemoryPolicy.PreferredMany or NumaMemoryPolicy.WeightedInterleave
            ? new NumaActException(NumaActError.Unsupported, $"This kernel does not know the memory policy '{policy}', which came with Linux {(policy == NumaMemoryPolicy.PreferredMany ? "5.15" : "6.9")}.")
        : new NumaActException(NumaActError.Failed, $"The memory policy '{policy}' on {PlacementText.Cells(cells)} cannot be set: {Errno.Describe(errno)}.");

    /// <summary>The policy of the thread that calls and its nodes; null when it has none, or where the kernel does not tell.</summary>
    public static (NumaMemoryPolicy Policy, IReadOnlyList<int> Cells)? Get(SystemCallNumbers numbers)
    {
        var words = new ulong[Words];
        int mode;
        fixed (ulong* mask = words)
        {
            if (get_mempolicy((IntPtr)numbers.GetMemoryPolicy, &mode, mask, (UIntPtr)(Words * 64), IntPtr.Zero, UIntPtr.Zero) != IntPtr.Zero)
                return null;
        }

        var cells = new IdSet(words).ToArray();
        // Before Linux 5.14 MPOL_LOCAL is kept as MPOL_PREFERRED without nodes. The flags stand above the mode.
        var wanted = mode & 0xff;
        if (wanted == s_modes[NumaMemoryPolicy.Preferred] && cells.Length == 0)
            return (NumaMemoryPolicy.Local, cells);
        foreach (var known in s_modes)
        {
            if (known.Value == wanted)
                return (known.Key, cells);
        }

        return null;
    }
}
