using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>Which processes <see cref="NumaProbe.Processes"/> reads, and how much of each.</summary>
public sealed class ProcessSelection
{
    /// <summary>By id; null means all. Ids that do not exist are left out.</summary>
    public IReadOnlyList<int>? Ids { get; init; }

    /// <summary>By name; null means all. Threads of the kernel are left out where neither ids nor names are given.</summary>
    public Func<string, bool>? Name { get; init; }

    /// <summary>Whether the processes that these have started belong to them, and those that they have started.</summary>
    public bool WithChildren { get; init; }

    /// <summary>Whether to keep what is told of each thread.</summary>
    public bool WithThreads { get; init; }

    /// <summary>Whether to read where memory is. On Linux the kernel walks all pages of the process for it and holds the process's mmap lock meanwhile.</summary>
    public bool WithMemory { get; init; }

    /// <summary>Is told, before each process, how many of how many are done.</summary>
    internal Action<int, int>? Progress { get; set; }
}
