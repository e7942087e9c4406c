using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NumaTopology.Acpi;

namespace NumaTopology.Tests;

/// <summary>Composes a table of the firmware: 36 bytes of header, then what is added, little endian. Length and checksum follow from it.</summary>
internal sealed class AcpiTable
{
    private readonly string _signature;
    private readonly List<byte> _bytes = [];

    public AcpiTable(string signature, byte revision = 1)
    {
        _signature = signature;
        // Signature, length, revision, checksum; OEM, its table and revision; creator and revision.
        _bytes.AddRange(Encoding.ASCII.GetBytes(signature));
        U32(0).U8(revision, 0);
        _bytes.AddRange(Encoding.ASCII.GetBytes("NUMA  TOPOLOGY"));
        U32(1).U32(0x414D554E).U32(1);
    }

    public AcpiTable U8(params byte[] values)
    {
        _bytes.AddRange(values);
        return this;
    }

    public AcpiTable U16(params ushort[] values) => Add(values, sizeof(ushort), BinaryPrimitives.WriteUInt16LittleEndian);

    public AcpiTable U32(params uint[] values) => Add(values, sizeof(uint), BinaryPrimitives.WriteUInt32LittleEndian);

    public AcpiTable U64(params ulong[] values) => Add(values, sizeof(ulong), BinaryPrimitives.WriteUInt64LittleEndian);

    public AcpiTable Zeros(int count) => U8(new byte[count]);

    public byte[] ToArray()
    {
        var bytes = _bytes.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length);
        bytes[9] = (byte)-bytes.Sum(value => value);
        return bytes;
    }

    public TableBytes Table() => new("firmware/" + _signature, ToArray());

    private AcpiTable Add<T>(T[] values, int size, Writer<T> write)
    {
        var bytes = new byte[size];
        foreach (var value in values)
        {
            write(bytes, value);
            _bytes.AddRange(bytes);
        }

        return this;
    }

    private delegate void Writer<T>(Span<byte> destination, T value);
}
