using System;
using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace NumaTopology.Fuzz;

/// <summary>
/// The counters that the instrumented library writes: one for each step from a branch to the next. As AFL does it, how often a step was taken counts
/// in eight classes, and an input is new when it takes a step as no input before it did.
/// </summary>
internal sealed unsafe class CoverageMap
{
    private const int Size = 1 << 16;

    private static readonly byte[] s_classes = Classes();

    private readonly ulong* _counters = (ulong*)NativeMemory.AlignedAlloc(Size, 64);
    private readonly byte[] _seen = new byte[Size];

    public CoverageMap()
    {
        Clear();
        Trace.SharedMem = (byte*)_counters;
        // Called at every branch, so it has to be there.
        Trace.OnBranch = (_, _) => { };
    }

    /// <summary>How many steps were seen.</summary>
    public int Steps { get; private set; }

    public void Clear()
    {
        NativeMemory.Clear(_counters, Size);
        Trace.PrevLocation = 0;
    }

    /// <summary>Takes in what was counted since <see cref="Clear"/>; true when it is new.</summary>
    public bool Take()
    {
        var isNew = false;
        for (var word = 0; word < Size / 8; word += 4)
        {
            if ((_counters[word] | _counters[word + 1] | _counters[word + 2] | _counters[word + 3]) == 0)
                continue;
            for (var at = word * 8; at < (word + 4) * 8; at++)
            {
                var step = s_classes[((byte*)_counters)[at]];
                if ((step & ~_seen[at]) == 0)
                    continue;
                Steps += _seen[at] == 0 ? 1 : 0;
                _seen[at] |= step;
                isNew = true;
            }
        }

        return isNew;
    }

    /// <summary>A bit for 1, 2, 3, 4-7, 8-15, 16-31, 32-127 and more.</summary>
    private static byte[] Classes()
    {
        var classes = new byte[256];
        for (var count = 1; count < 256; count++)
            classes[count] = (byte)(count < 4 ? 1 << (count - 1) : count >= 128 ? 128 : count >= 32 ? 64 : 1 << (BitOperations.Log2((uint)count) + 1));
        return classes;
    }
}
