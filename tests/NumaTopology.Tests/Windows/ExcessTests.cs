using System;
using System.IO;
using NumaTopology.Machines;
using NumaTopology.Windows;
using Xunit;

namespace NumaTopology.Tests.Windows;

public class ExcessTests
{
    [Fact]
    public void More_processors_than_any_machine_has_are_refused()
    {
        var machine = MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "windows-only-numanode.numa"));
        Assert.Equal(256, NumaProbe.Cells(Of(groups: 4))[0].Cpus.Count);
        Assert.Contains("more processors", Assert.Throws<TopologyFormatException>(() => NumaProbe.Capabilities(Of(groups: 257))).Reason);

        // NUMA_NODE_RELATIONSHIP of node 0: the count of masks at 30, then 16 bytes for each, the group at 8 of them.
        Machine Of(int groups)
        {
            var record = new byte[32 + (16 * groups)];
            BitConverter.TryWriteBytes(record.AsSpan(0), 1);
            BitConverter.TryWriteBytes(record.AsSpan(4), record.Length);
            BitConverter.TryWriteBytes(record.AsSpan(30), (ushort)groups);
            for (var group = 0; group < groups; group++)
            {
                BitConverter.TryWriteBytes(record.AsSpan(32 + (16 * group)), ulong.MaxValue);
                BitConverter.TryWriteBytes(record.AsSpan(40 + (16 * group)), (ushort)group);
            }

            return new ChangedMachine(machine, WindowsFacts.NumaNodes, record);
        }
    }
}
