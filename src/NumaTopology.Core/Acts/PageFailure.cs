namespace NumaTopology;

/// <summary>Why a page was not moved.</summary>
public enum PageFailure
{
    /// <summary>In use at that moment, or pinned by a device (EBUSY).</summary>
    Busy,

    /// <summary>Shared with another process, which only an administrator may move (EACCES).</summary>
    Shared,

    /// <summary>No memory, or no huge page, is free on the nodes (ENOMEM).</summary>
    NoMemory,
}
