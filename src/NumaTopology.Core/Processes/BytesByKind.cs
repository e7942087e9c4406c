namespace NumaTopology.Processes;

/// <summary>What a mapping is of.</summary>
internal enum MappingKind
{
    Anonymous,
    Heap,
    Stack,
    File,
    Huge,
}

/// <summary>Bytes on one node by the kind of their mapping.</summary>
internal sealed class BytesByKind
{
    private readonly long[] _bytes = new long[5];

    public long this[MappingKind kind] => _bytes[(int)kind];

    public void Add(MappingKind kind, long bytes) => _bytes[(int)kind] += bytes;
}
