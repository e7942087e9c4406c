using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsCheck;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>What a tool reads out of its binding is what the placement is: the same processors and the cells of the same memory.</summary>
public class BindingPropertyTests
{
    /// <summary>Cells with gaps between their numbers, with processors from anywhere, and what is asked of them.</summary>
    private static readonly Gen<(NumaCapabilities Machine, PlacementRequest Request)> s_questions =
        from ids in Generate.Ids(1, 6, limit: 140)
        from cpus in Generate.Ids(ids.Length, 40, limit: 200)
        from order in Gen.Shuffle(cpus)
        from cells in Gen.Int[0, 20].Array[ids.Length]
        from wanted in Gen.Int[1, 30]
        from memory in Gen.Frequency((1, Gen.Const(0L)), (4, Gen.Long[1, 60]))
        select (
            new NumaCapabilities
            {
                Cells = [.. ids.Select((id, i) => new NumaCell { Id = id, Cpus = CpuSet.From(order.Where((_, at) => at % ids.Length == i).Take(cells[i])), AvailableMemory = 7 + cells[i] })],
                Distances = [.. ids.SelectMany(cell => ids.Select(to => new NumaDistance { From = cell, To = to, Value = cell == to ? 10 : 20 }))],
            },
            new PlacementRequest { Cpu = wanted, Memory = memory, Count = 2 });

    /// <summary>The same with processors in groups of 64, as Windows numbers them: one group, or several in which a cell may lie. Not every processor may be used.</summary>
    private static readonly Gen<(NumaCapabilities Machine, PlacementRequest Request)> s_windows =
        from question in s_questions
        from groups in Gen.OneOf(1, 4)
        from isAllowed in Gen.Bool.Array[64 * groups]
        let all = CpuSet.From(Enumerable.Range(0, 64 * groups))
        select (
            question.Machine with
            {
                AllowedCpus = CpuSet.From(all.Ids.Where(cpu => isAllowed[cpu])),
                Cells = [.. question.Machine.Cells.Select(cell => cell with
                {
                    Cpus = cell.Cpus.Intersect(all),
                    Processors = [.. cell.Cpus.Intersect(all).Ids.Select(id => new LogicalProcessor { Id = id, Group = id / 64, Number = id % 64 })],
                })],
            },
            question.Request with { Cpu = Math.Min(question.Request.Cpu, groups * 5) });

    [Fact]
    public void Lists_of_processors_and_cells_are_those_of_the_placement() => s_questions.Sample(question =>
    {
        foreach (var placement in PlacementFinder.Find(question.Machine, question.Request).Placements)
        {
            var cpus = placement.Cpus.Ids;
            var cells = placement.Memory.Select(share => share.CellId).ToArray();
            AssertSays(NumaBinding.Write(placement, NumaBindingTarget.Numactl), "^numactl --physcpubind=(?<cpus>[^ ]+)( --membind=(?<cells>[^ ]+))?$");
            AssertSays(NumaBinding.Write(placement, NumaBindingTarget.Docker), "^--cpuset-cpus=(?<cpus>[^ ]+)( --cpuset-mems=(?<cells>[^ ]+))?$");
            AssertSays(NumaBinding.Write(placement, NumaBindingTarget.Systemd), @"^\[Service\]\nCPUAffinity=\nCPUAffinity=(?<cpus>[^ \n]+)(\nNUMAPolicy=bind\nNUMAMask=\nNUMAMask=(?<cells>[^ \n]+))?$");
            if (placement.MemoryOnlyCells.Count == 0)
                Assert.Equal(cpus, Numbers(Regex.Match(NumaBinding.Write(placement, NumaBindingTarget.Taskset), "^taskset --cpu-list ([^ ]+)$").Groups[1].Value));
            else
                Assert.Throws<NumaBindingException>(() => NumaBinding.Write(placement, NumaBindingTarget.Taskset));

            void AssertSays(string text, string pattern)
            {
                var match = Regex.Match(text, pattern);
                Assert.True(match.Success, text);
                Assert.Equal(cpus, Numbers(match.Groups["cpus"].Value));
                Assert.Equal(cells, Numbers(match.Groups["cells"].Value));
            }
        }
    });

    [Fact]
    public void Masks_for_srun_have_the_bits_of_the_placement() => s_questions.Sample(question =>
    {
        foreach (var placement in PlacementFinder.Find(question.Machine, question.Request).Placements)
        {
            var text = NumaBinding.Write(placement, NumaBindingTarget.Slurm);
            var match = Regex.Match(text, "^salloc --nodes=1 --exclusive( --mem=0)? srun --nodes=1 --ntasks=1 --whole --cpu-bind=mask_cpu:0x(?<cpus>[0-9a-f]+)(?(1) --mem-bind=mask_mem:0x(?<cells>[0-9a-f]+))$");
            Assert.True(match.Success, text);
            Assert.Equal(placement.Cpus.Ids, Bits(match.Groups["cpus"].Value));
            Assert.Equal(placement.Memory.Select(share => share.CellId), Bits(match.Groups["cells"].Value));
        }
    });

    [Fact]
    public void A_domain_has_one_processor_for_each_of_the_placement() => s_questions.Sample(question =>
    {
        foreach (var placement in PlacementFinder.Find(question.Machine, question.Request).Placements)
        {
            var domain = XElement.Parse($"<domain>{NumaBinding.Write(placement, NumaBindingTarget.Libvirt)}</domain>");
            var pins = domain.Element("cputune")!.Elements("vcpupin").Select(pin => (int.Parse(pin.Attribute("vcpu")!.Value, CultureInfo.InvariantCulture), Assert.Single(Numbers(pin.Attribute("cpuset")!.Value))));
            Assert.Equal(placement.Cpus.Ids.Select((cpu, i) => (i, cpu)), pins);
            Assert.Equal(placement.Cpus.Count, (int)domain.Element("vcpu")!);
            Assert.Equal(placement.Memory.Select(share => share.CellId), Numbers(domain.Element("numatune")?.Element("memory")!.Attribute("nodeset")!.Value ?? ""));
        }
    });

    [Fact]
    public void Guest_cells_are_the_cells_that_give_memory() => s_questions.Sample(question =>
    {
        foreach (var placement in PlacementFinder.Find(question.Machine, question.Request).Placements)
        {
            var domain = XElement.Parse($"<domain>{NumaBinding.Write(placement, NumaBindingTarget.Libvirt)}</domain>");
            var guests = domain.Elements("cpu").Elements("numa").Elements("cell").ToList();
            if (guests.Count == 0)
            {
                Assert.Empty(domain.Descendants("memnode"));
                Assert.True(placement.Memory.Count < 2 || placement.Cells.Except(placement.MemoryOnlyCells).Except(placement.Memory.Select(share => share.CellId)).Any());
                continue;
            }

            var hosts = domain.Element("numatune")!.Elements("memnode").ToDictionary(node => (int)node.Attribute("cellid")!, node => (int)node.Attribute("nodeset")!);
            Assert.Equal(placement.Memory.Select(share => (share.CellId, Math.Ceiling(share.Bytes / 1024.0))), guests.Select(guest => (hosts[(int)guest.Attribute("id")!], (double)guest.Attribute("memory")!)));
            var pins = domain.Element("cputune")!.Elements("vcpupin").ToDictionary(pin => (int)pin.Attribute("vcpu")!, pin => (int)pin.Attribute("cpuset")!);
            foreach (var guest in guests)
            {
                var host = question.Machine.Cells.Single(cell => cell.Id == hosts[(int)guest.Attribute("id")!]).Cpus;
                Assert.Equal(placement.Cpus.Intersect(host).Ids, Numbers((string?)guest.Attribute("cpus") ?? "").Select(vcpu => pins[vcpu]));
            }

            Assert.Equal(pins.Keys.Order(), guests.SelectMany(guest => Numbers((string?)guest.Attribute("cpus") ?? "")).Order());
        }
    });

    /// <summary>start counts the mask from the lowest processor of the node; the CPU sets' script has masks of whole groups.</summary>
    [Fact]
    public void Masks_for_Windows_are_the_processors_of_the_placement() => s_windows.Sample(question =>
    {
        foreach (var placement in PlacementFinder.Find(question.Machine, question.Request).Placements.Where(placement => placement.MemoryOnlyCells.Count == 0))
        {
            var text = NumaBinding.Write(placement, NumaBindingTarget.Windows);
            var start = Regex.Match(text, "^cmd /c start \"NUMA node (?<node>[0-9]+)\" /NODE \\1 /AFFINITY 0x(?<mask>[0-9a-f]+)$");
            if (start.Success)
            {
                var node = question.Machine.Cells.Single(cell => cell.Id == int.Parse(start.Groups["node"].Value, CultureInfo.InvariantCulture)).Cpus.Ids;
                // The primary group is the one with the most processors of the node; two of one size leave it open.
                var groups = node.GroupBy(cpu => cpu / 64).OrderByDescending(group => group.Count()).ToList();
                Assert.True(groups.Count == 1 || groups[0].Count() > groups[1].Count());
                Assert.Equal(placement.Cpus.Ids, Bits(start.Groups["mask"].Value).Select(bit => groups[0].Min() + bit));
            }
            else
            {
                var groups = Regex.Match(text, "@{ (.*) }").Groups[1].Value.Split("; ").Select(group => Regex.Match(group, "^(?<group>[0-9]+) = '(?<mask>[0-9a-f]+)'$"));
                Assert.Equal(placement.Cpus.Ids, groups.SelectMany(group => Bits(group.Groups["mask"].Value).Select(bit => (int.Parse(group.Groups["group"].Value, CultureInfo.InvariantCulture) * 64) + bit)).Order());
            }
        }
    });

    /// <summary>A list as the manuals of the tools describe it.</summary>
    private static List<int> Numbers(string list)
    {
        var numbers = new List<int>();
        foreach (var range in list.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
            for (var number = ends[0]; number <= ends[^1]; number++)
                numbers.Add(number);
        }

        return numbers;
    }

    private static IEnumerable<int> Bits(string hexadecimal)
    {
        var mask = BigInteger.Parse("0" + hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return Enumerable.Range(0, hexadecimal.Length * 4).Where(bit => !((mask >> bit) & 1).IsZero);
    }
}
