using System;
using System.IO;
using NumaTopology.Machines.Windows;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>The same processors can stand in any number of records; what no machine has is not described one by one.</summary>
public class ExcessTests
{
    private const int RecordBytes = 48;

    [Fact]
    public void More_processors_than_any_machine_has_are_refused()
    {
        var machine = MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "windows-only-numanode.numa"));
        Assert.Equal(256, NumaProbe.CellIds(Of(nodes: 256)).Count);
        Assert.Contains("more CPUs", Assert.Throws<TopologyFormatException>(() => NumaProbe.Capabilities(Of(nodes: 257))).Reason);

        // NUMA_NODE_RELATIONSHIP: the node at 8, the count of masks at 30, a mask of 64 processors of group 0.
        Machine Of(int nodes)
        {
            var records = new byte[RecordBytes * nodes];
            for (var node = 0; node < nodes; node++)
            {
                var record = records.AsSpan(RecordBytes * node);
                BitConverter.TryWriteBytes(record, 1);
                BitConverter.TryWriteBytes(record[4..], RecordBytes);
                BitConverter.TryWriteBytes(record[8..], node);
                BitConverter.TryWriteBytes(record[30..], (ushort)1);
                BitConverter.TryWriteBytes(record[32..], ulong.MaxValue);
            }

            return new ChangedMachine(machine, WindowsFacts.NumaNodes, records);
        }
    }
}
