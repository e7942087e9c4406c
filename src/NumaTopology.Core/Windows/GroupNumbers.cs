using System;
using System.Collections.Generic;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>
/// Numbers the processors of all groups in one row: a group's first number is the sum of how many the groups before it can have at most, so a
/// number stays when processors are added.
/// </summary>
internal sealed class GroupNumbers
{
    private const int MostInAGroup = 64;

    private readonly List<int> _starts = [];
    private readonly List<int> _sizes = [];
    private readonly List<GroupMask> _active = [];

    /// <summary>Reads the group record: how many groups u16 at 10, from 32 on 48 bytes for each: the largest number of processors u8 at 0, the mask of those that run u64 at 40.</summary>
    public GroupNumbers(IReadOnlyList<ProcessorRecord> groups)
    {
        var next = 0;
        foreach (var record in groups)
        {
            if (record.Relationship != ProcessorRelationship.Group)
                continue;
            for (var i = 0; i < record.U16(10); i++)
            {
                _starts.Add(next);
                _sizes.Add(Math.Min((int)record.U8(32 + (48 * i)), MostInAGroup));
                next += _sizes[_sizes.Count - 1];
                _active.Add(new GroupMask(_active.Count, record.U64(32 + (48 * i) + 40)));
            }
        }

        Active = Set(_active, WindowsFacts.Groups);
    }

    /// <summary>The processors that run; empty when nothing is told of groups.</summary>
    public CpuSet Active { get; }

    /// <summary>The processors of a group that run; empty when nothing is told of it.</summary>
    public CpuSet ActiveOf(int group) => group < _active.Count ? Set([_active[group]], WindowsFacts.Groups) : CpuSet.Empty;

    /// <summary>How many groups there are; 0 when nothing is told of them.</summary>
    public int Count => _starts.Count;

    /// <summary>The processors of a mask; an error that names the fact when the group cannot have them, or is not told of.</summary>
    public CpuSet Set(IReadOnlyList<GroupMask> masks, string fact)
    {
        var builder = new IdSetBuilder();
        foreach (var mask in masks)
        {
            if (mask.Mask == 0)
                continue;
            if (mask.Group >= MachineLimits.Groups || Id(mask.Group, 0) is not { } start)
                throw new TopologyFormatException(fact, $"it names CPUs of group {mask.Group}, which {WindowsFacts.Groups} does not report");
            var size = _sizes.Count == 0 ? MostInAGroup : _sizes[mask.Group];
            if (size < MostInAGroup && mask.Mask >> size != 0)
                throw new TopologyFormatException(fact, $"the mask {mask.Mask:x} names CPUs that group {mask.Group} cannot have");
            for (var word = mask.Mask; word != 0; word &= word - 1)
                builder.Add(start + Bits.Lowest(word));
        }

        return builder.ToCpus();
    }

    /// <summary>The number of a processor of a group; null when nothing is told of the group. Without any record the first group's are known.</summary>
    public int? Id(int group, int number) => _starts.Count == 0 && group == 0 ? number : group < _starts.Count ? _starts[group] + number : null;

    /// <summary>The group and the number in it of a processor.</summary>
    public (int Group, int Number) InGroup(int id)
    {
        var group = Math.Max(_starts.Count - 1, 0);
        while (group > 0 && _starts[group] > id)
            group--;
        return (group, _starts.Count == 0 ? id : id - _starts[group]);
    }
}
