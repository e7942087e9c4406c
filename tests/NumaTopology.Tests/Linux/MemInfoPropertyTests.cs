using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsCheck;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>Lines of a meminfo in any order, among others and some of them missing.</summary>
public class MemInfoPropertyTests
{
    private static readonly string[] s_known = ["MemTotal", "MemFree", "Active(file)", "Inactive(file)", "SReclaimable", "KReclaimable"];

    // What stands beside them, and keys that begin or end as they do.
    private static readonly string[] s_others = ["MemUsed", "MemAvailable", "Active", "Inactive", "Active(anon)", "Inactive(anon)", "Slab", "SUnreclaim", "SwapTotal", "KernelStack", "Unevictable", "MemTotalX", "NMemFree", "Zswap"];

    private static readonly Gen<Lines> s_lines =
        from kibibytes in Gen.Frequency((3, Gen.Long[0, 1L << 33]), (1, Gen.OneOf(0L, 1, (1L << 43) - 1))).Array[s_known.Length]
        from isThere in Gen.Frequency((5, Gen.Const(true)), (1, Gen.Const(false))).Array[s_known.Length]
        from others in Gen.Shuffle(s_others, 0, s_others.Length)
        from rest in Gen.Long[0, 1L << 33]
        from order in Gen.Shuffle(Enumerable.Range(0, s_known.Length + s_others.Length + 1).ToArray())
        // No more is free than there is.
        select new Lines(kibibytes.Select((value, i) => !isThere[i] ? (long?)null : i == 1 ? Math.Min(value, kibibytes[0]) : value).ToArray(), others, rest, order);

    [Fact]
    public void A_nodes_bytes_are_1024_times_its_kilobytes_and_a_missing_line_is_null() => s_lines.Sample(lines =>
    {
        using var machine = new MachineBuilder().Cell(3, "0").Reserves(minFree: 0, scale: 0, hostTotal: 1 << 20);
        machine.File(MachineBuilder.Nodes + "node3/meminfo", lines.Write("Node 3 "));
        AssertReads(lines, machine);
    });

    [Fact]
    public void A_hosts_meminfo_is_read_as_a_nodes_where_there_are_no_nodes() => s_lines.Sample(lines =>
    {
        using var machine = new MachineBuilder().OnlineCpus("0").Reserves(minFree: 0, scale: 0, hostTotal: 1).File("proc/meminfo", lines.Write(""));
        AssertReads(lines, machine);
    });

    private static void AssertReads(Lines lines, MachineBuilder machine)
    {
        if (lines.Bytes("MemTotal") is not { } total)
        {
            // Without a single line the node tells nothing; with lines it is no meminfo.
            if (lines.Write("").Length > 0)
                Assert.EndsWith("meminfo", Assert.Throws<TopologyFormatException>(machine.OnlyCell).Fact);
            return;
        }

        var cell = machine.OnlyCell();
        Assert.Equal(total, cell.Memory);
        Assert.Equal(lines.Bytes("MemFree"), cell.FreeMemory);
        // Nothing is reserved, so that all of the file cache and of what can be reclaimed counts; one missing number makes the sum unknown.
        var sum = lines.Bytes("MemFree") + lines.Bytes("Active(file)") + lines.Bytes("Inactive(file)") + (lines.Bytes("KReclaimable") ?? lines.Bytes("SReclaimable"));
        if (total > 0 || sum is null)
            Assert.Equal(sum is null ? null : Math.Min(sum.Value, total), cell.AvailableMemory);
        var reading = NumaProbe.FreeMemory(machine.Machine).Single();
        Assert.Equal((cell.Memory, cell.FreeMemory, cell.AvailableMemory), (reading.Memory, reading.FreeMemory, reading.AvailableMemory));
    }

    private sealed record Lines(long?[] Kibibytes, string[] Others, long Rest, int[] Order)
    {
        public long? Bytes(string key) => Kibibytes[Array.IndexOf(s_known, key)] * 1024;

        /// <summary>As fs/proc/meminfo.c and drivers/base/node.c write them: keys to the sixteenth column, numbers of eight.</summary>
        public string Write(string prefix)
        {
            var lines = new List<string>();
            for (var i = 0; i < s_known.Length; i++)
            {
                if (Kibibytes[i] is { } value)
                    lines.Add(Line(s_known[i], value, " kB"));
            }

            lines.AddRange(Others.Select(key => Line(key, Rest, " kB")));
            // A count of pages has no unit.
            if (Others.Length > 5)
                lines.Add(Line("HugePages_Total", 3, ""));
            return string.Concat(Order.Where(i => i < lines.Count).Select(i => lines[i]));

            string Line(string key, long value, string unit) => prefix + (key + ":").PadRight(16) + value.ToString(CultureInfo.InvariantCulture).PadLeft(8) + unit + "\n";
        }

        public override string ToString() => Write("");
    }
}
