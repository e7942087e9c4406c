using System;
using System.Collections.Generic;
using System.Globalization;
using NumaTopology.Acpi;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>A mask of processors in one group: GROUP_AFFINITY, mask u64 at 0 and group u16 at 8.</summary>
internal readonly struct GroupMask(int group, ulong mask)
{
    public const int Bytes = 16;

    public int Group { get; } = group;

    public ulong Mask { get; } = mask;

    public static GroupMask Read(TableBytes bytes, int at) => new(bytes.U16(at + 8), bytes.U64(at));

    /// <summary>A group and the mask in hexadecimal: <c>0 ff</c>.</summary>
    public static GroupMask Parse(WindowsReader reader, string fact, string line)
    {
        var fields = line.Trim().Split(' ');
        return fields.Length == 2 && int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var group)
            && ulong.TryParse(fields[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var mask)
            ? new GroupMask(group, mask)
            : throw reader.Malformed(fact, $"'{line}' is not a group and a mask");
    }
}

/// <summary>One SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX record: relationship u32 at 0, size u32 at 4, then what the relationship has.</summary>
internal readonly struct ProcessorRecord(TableBytes bytes, int offset, int size)
{
    /// <summary>One of <see cref="ProcessorRelationship"/>.</summary>
    public int Relationship => (int)bytes.U32(offset);

    public byte U8(int at) => bytes.U8(Check(at, 1));

    public ushort U16(int at) => bytes.U16(Check(at, 2));

    public uint U32(int at) => bytes.U32(Check(at, 4));

    public ulong U64(int at) => bytes.U64(Check(at, 8));

    /// <summary>
    /// The masks behind a count (u16 at <paramref name="countAt"/>). The count was reserved before Windows 10 build 20348 and is 0 there, which
    /// means exactly one mask.
    /// </summary>
    public IReadOnlyList<GroupMask> Masks(int countAt)
    {
        var count = Math.Max((int)U16(countAt), 1);
        var first = Check(countAt + 2, count * (long)GroupMask.Bytes);
        var masks = new GroupMask[count];
        for (var i = 0; i < count; i++)
            masks[i] = GroupMask.Read(bytes, first + (GroupMask.Bytes * i));
        return masks;
    }

    /// <summary>Whether the record ends behind a count (u16 at <paramref name="countAt"/>) of 0 masks, where an old one would have its only mask.</summary>
    public bool EndsWithCount(int countAt) => size == countAt + 2 && U16(countAt) == 0;

    /// <summary>All records of a buffer.</summary>
    public static IReadOnlyList<ProcessorRecord> Parse(TableBytes bytes)
    {
        var records = new List<ProcessorRecord>();
        for (var at = 0; at < bytes.Length;)
        {
            var size = bytes.U32(at + 4);
            if (size < 8 || size > bytes.Length - at)
                throw bytes.Malformed($"the record at byte {at} has {size} bytes");
            records.Add(new ProcessorRecord(bytes, at, (int)size));
            at += (int)size;
        }

        return records;
    }

    private int Check(int at, long count) =>
        at + count <= size ? offset + at : throw bytes.Malformed($"the record at byte {offset} ends before its byte {at + count}");
}
