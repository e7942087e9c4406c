using System;
using System.Runtime.InteropServices;
using static NumaTopology.Acts.Linux.LinuxCalls;

namespace NumaTopology.Acts.Linux;

/// <summary>The call that says where pages of a process are and moves them (move_pages(2)): of this kernel, in the tests one that answers as it is told.</summary>
internal unsafe class PageMigration(SystemCallNumbers numbers)
{
    // MPOL_MF_MOVE: pages that only this process has.
    private const int MoveOwn = 2;

    /// <summary>Moves pages to nodes, or without nodes asks where they are; 0 or the error number.</summary>
    /// <param name="process">The process.</param>
    /// <param name="pages">The pages.</param>
    /// <param name="count">How many of them; of none the kernel says whether the call is allowed.</param>
    /// <param name="cells">The node for each; null when they are not to be moved.</param>
    /// <param name="status">Gets the node of each, or its negative error number.</param>
    public virtual int Call(int process, ulong[] pages, int count, int[]? cells, int[] status)
    {
        fixed (ulong* addresses = pages)
        fixed (int* nodes = cells, said = status)
        {
            // More than 0 is how many could not be moved.
            return (long)move_pages((IntPtr)numbers.MovePages, (IntPtr)process, (UIntPtr)count, addresses, nodes, said, (IntPtr)(cells is null ? 0 : MoveOwn)) < 0 ? Marshal.GetLastWin32Error() : 0;
        }
    }
}
