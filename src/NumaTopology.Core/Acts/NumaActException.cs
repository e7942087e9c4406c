using System;

namespace NumaTopology;

/// <summary>Why a process could not be started or moved.</summary>
public enum NumaActError
{
    /// <summary>The program does not exist or cannot be executed.</summary>
    NotStarted,

    /// <summary>CPUs that the process is not allowed to use.</summary>
    CpusNotAllowed,

    /// <summary>Nodes whose memory the process is not allowed to use.</summary>
    CellsNotAllowed,

    /// <summary>The system refuses memory policies to this process, as containers do by seccomp.</summary>
    PolicyRefused,

    /// <summary>The system cannot bind so, such as by a memory policy that it does not know.</summary>
    Unsupported,

    /// <summary>The memory is not free any more.</summary>
    MemoryNotFree,

    /// <summary>There is no such process.</summary>
    ProcessNotFound,

    /// <summary>The process belongs to somebody else.</summary>
    AccessDenied,

    /// <summary>It is a thread of the kernel.</summary>
    KernelThread,

    /// <summary>Another error of the system.</summary>
    Failed,
}

/// <summary>A process could not be started bound, or be moved. Nothing of it was left running.</summary>
public sealed class NumaActException : Exception
{
    internal NumaActException(NumaActError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>Why.</summary>
    public NumaActError Error { get; }

    internal static NumaActException Missing(int process, Exception? inner = null) => new(NumaActError.ProcessNotFound, $"Process {PlacementText.Number(process)} does not exist, or has ended.", inner);
}
