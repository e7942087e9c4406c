using System.Collections.Generic;
using System.Text;

namespace NumaTopology.Acpi;

/// <summary>Bytes of a known source, little endian. Reading beyond the end is an error that names the source.</summary>
internal sealed class TableBytes
{
    private readonly byte[] _bytes;

    public TableBytes(string name, byte[] bytes)
    {
        Name = name;
        _bytes = bytes;
    }

    public string Name { get; }

    public int Length => _bytes.Length;

    public byte U8(int offset) => _bytes[Check(offset, 1)];

    public ushort U16(int offset) => (ushort)(_bytes[Check(offset, 2)] | (_bytes[offset + 1] << 8));

    public uint U32(int offset) => U16(Check(offset, 4)) | ((uint)U16(offset + 2) << 16);

    public ulong U64(int offset) => U32(Check(offset, 8)) | ((ulong)U32(offset + 4) << 32);

    /// <summary>Where each element of an array begins.</summary>
    public IEnumerable<int> Elements(int bytes)
    {
        for (var at = 0; at < Length; at += bytes)
            yield return at;
    }

    public TopologyFormatException Malformed(string reason) => new(Name, reason);

    /// <summary>Checks the 36-byte header that every ACPI table begins with: signature at 0, length at 4, revision at 8.</summary>
    public void CheckHeader(string signature)
    {
        if (Length < 36 || Encoding.ASCII.GetString(_bytes, 0, 4) != signature)
            throw Malformed($"the table does not begin with {signature} and 36 bytes of header");
        if (U32(4) != (uint)Length)
            throw Malformed($"the header says {U32(4)} bytes, but the table has {Length}");
    }

    /// <summary>Whether all bytes add up to 0; the header's checksum u8 at 9 is what makes them.</summary>
    public bool AddUpToZero()
    {
        byte sum = 0;
        foreach (var value in _bytes)
            sum = unchecked((byte)(sum + value));
        return sum == 0;
    }

    /// <summary>The offset, when <paramref name="count"/> bytes are there.</summary>
    public int Check(int offset, long count) =>
        offset >= 0 && count >= 0 && count <= Length - offset ? offset : throw Malformed($"it ends before byte {offset + count}");
}
