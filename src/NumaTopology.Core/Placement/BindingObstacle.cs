namespace NumaTopology;

/// <summary>Why a placement cannot be bound as it was requested although it can be in another way.</summary>
internal enum BindingObstacle
{
    /// <summary>Nothing that could be requested otherwise.</summary>
    None,

    /// <summary>The placement is on a Windows host and the target binds on Linux.</summary>
    WindowsHost,

    /// <summary>What the target takes is a document or a script, not a list of arguments.</summary>
    NoArguments,

    /// <summary>What the target takes is a file of systemd; another target has arguments for the same.</summary>
    DropIn,

    /// <summary>The placement takes huge pages, which the target does not know.</summary>
    HugePages,

    /// <summary>The placement takes both base pages and huge pages.</summary>
    TwoPageSizes,

    /// <summary>The target does not know the memory policy.</summary>
    MemoryPolicy,

    /// <summary>The placement takes no memory that a policy could be for.</summary>
    NoMemory,

    /// <summary>One node can be preferred, and the placement takes memory of several.</summary>
    SeveralPreferred,
}
