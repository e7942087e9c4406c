using System;
using System.Collections.Generic;

namespace NumaTopology.Windows;

/// <summary>
/// Numbers the processors of all groups in one row: a group's first number is the sum of how many the groups before it can have at most, so a
/// number stays when processors are added.
/// </summary>
internal sealed class GroupNumbers
{
    private const int MostInAGroup = 64;

    // 1024 groups of 64 are far beyond Windows' 32.
    private const int MostGroups = 1024;

    private readonly List<int> _starts = [];
    private readonly List<int> _sizes = [];

    /// <summary>Reads the group record: how many groups u16 at 10, from 32 on 48 bytes for each, the largest number of processors u8 at 0.</summary>
    public GroupNumbers(IReadOnlyList<ProcessorRecord> groups)
    {
        var next = 0;
        foreach (var record in groups)
        {
            if (record.Relationship != ProcessorRecord.Group)
                continue;
            for (var i = 0; i < record.U16(10); i++)
            {
                _starts.Add(next);
                _sizes.Add(Math.Min((int)record.U8(32 + (48 * i)), MostInAGroup));
                next += _sizes[_sizes.Count - 1];
            }
        }
    }

    /// <summary>How many groups there are; 0 when nothing is told of them.</summary>
    public int Count => _starts.Count;

    /// <summary>The number of a processor of a group; groups that nothing is told of have 64 processors.</summary>
    public int Id(int group, int number) => Start(group) + number;

    /// <summary>The processors of a mask; an error that names the fact when the group cannot have them.</summary>
    public CpuSet Set(IReadOnlyList<GroupMask> masks, string fact)
    {
        var builder = new CpuSetBuilder();
        foreach (var mask in masks)
        {
            var size = mask.Group < _sizes.Count ? _sizes[mask.Group] : MostInAGroup;
            if (mask.Group >= MostGroups || (size < MostInAGroup && mask.Mask >> size != 0))
                throw new TopologyFormatException(fact, $"the mask {mask.Mask:x} names processors that group {mask.Group} cannot have");
            for (var word = mask.Mask; word != 0; word &= word - 1)
                builder.Add(Id(mask.Group, Bits.Lowest(word)));
        }

        return builder.ToSet();
    }

    /// <summary>The group and the number in it of a processor.</summary>
    public (int Group, int Number) Place(int id)
    {
        var group = _starts.Count - 1;
        while (group > 0 && _starts[group] > id)
            group--;
        if (group < 0)
            return (id / MostInAGroup, id % MostInAGroup);
        var number = id - _starts[group];
        return number < MostInAGroup ? (group, number) : (group + (number / MostInAGroup), number % MostInAGroup);
    }

    private int Start(int group) => group < _starts.Count ? _starts[group]
        : _starts.Count == 0 ? group * MostInAGroup
        : _starts[_starts.Count - 1] + ((group - _starts.Count + 1) * MostInAGroup);
}
