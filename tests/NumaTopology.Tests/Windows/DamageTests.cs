using System;
using System.IO;
using System.Linq;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>Every byte of every buffer matters: cut or changed, it gives a result or a clear error, nothing else.</summary>
public class DamageTests
{
    private const int MostBytes = 64 << 20;

    [Theory]
    [InlineData("altra-2x80")]
    [InlineData("cxl")]
    [InlineData("devices")]
    [InlineData("groupcount-0")]
    [InlineData("hmat-1")]
    [InlineData("hmat-2")]
    [InlineData("hybrid-laptop")]
    [InlineData("job")]
    [InlineData("memory-only")]
    [InlineData("node-over-groups")]
    [InlineData("only-numanode")]
    [InlineData("sparse-domains")]
    [InlineData("sub-numa")]
    [InlineData("unlisted-node")]
    public void A_buffer_cut_or_changed_anywhere_is_understood_or_refused(string name)
    {
        var machine = (SnapshotMachine)MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, $"windows-{name}.numa"));
        int refused = 0, understood = 0;
        foreach (var (fact, content) in machine.Facts.Where(fact => !fact.Key.StartsWith("host/", StringComparison.Ordinal)))
        {
            // Further on there are more records of the same form, whose lengths neither 13 nor 61 divides.
            for (var at = 0; at < content.Length; at += at < 200 ? 1 : at < 2000 ? 13 : 61)
            {
                Try(content[..at]);
                foreach (var change in new byte[] { 0xFF, 0x01, 0x80 })
                {
                    var changed = (byte[])content.Clone();
                    changed[at] ^= change;
                    Try(changed);
                }
            }

            void Try(byte[] bytes)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    NumaProbe.Capabilities(new ChangedMachine(machine, fact, bytes));
                    understood++;
                }
                catch (TopologyFormatException e)
                {
                    Assert.NotEmpty(e.Reason);
                    refused++;
                }

                Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, fact);
            }
        }

        Assert.True(refused > 0 && understood > 0);
    }
}
