namespace NumaTopology;

/// <summary>
/// What no machine exceeds. What is read may be foreign: more is damaged or hostile and refused, before it costs the memory or the time that it claims.
/// Limits of one algorithm, such as how many sets a search looks at, stand with it.
/// </summary>
internal static class MachineLimits
{
    /// <summary>One more than the largest number of a CPU or a node: a set with that number alone takes 128 KiB.</summary>
    public const int Ids = 1 << 20;

    /// <summary>Linux knows at most 8192 and Windows 2048; each takes some hundred bytes, however short the list or the mask that names it.</summary>
    public const int Cpus = 1 << 14;

    /// <summary>Linux knows at most 1024 and Windows 64 (MAXIMUM_NODE_COUNT of phnt's ntexapi.h).</summary>
    public const int Nodes = 1 << 12;

    /// <summary>Names of one kind in a folder, of CPUs or of nodes.</summary>
    public const int Names = Cpus;

    /// <summary>Processor groups; Windows knows 32.</summary>
    public const int Groups = 1 << 10;

    /// <summary>The memory of a cell, 4 PiB: the sum over more cells than there can be still fits a long.</summary>
    public const long CellMemory = 1L << 52;

    /// <summary>The bytes of one fact.</summary>
    public const int FactBytes = 64 << 20;

    /// <summary>The bytes of all sets of CPUs and nodes of one source; a machine of 4096 CPUs needs a tenth of it.</summary>
    public const long SetBytes = 128 << 20;

    /// <summary>The bytes of a snapshot.</summary>
    public const long SnapshotBytes = 32 << 20;

    /// <summary>The facts, folders and names of a snapshot; a machine of 4096 CPUs has about 150 000.</summary>
    public const int SnapshotEntries = 500_000;

    /// <summary>The characters of an XML document.</summary>
    public const int XmlCharacters = 8 << 20;

    /// <summary>How deep the elements of an XML document, or the objects and arrays of a JSON one, may be nested.</summary>
    public const int DocumentDepth = 64;
}
