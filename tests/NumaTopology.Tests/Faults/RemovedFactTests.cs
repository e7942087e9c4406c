using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Faults;

/// <summary>Each fact of each kept machine is taken away in turn: what it fed is then unknown or an error, and nothing else is told in its place.</summary>
public class RemovedFactTests
{
    // What another fact tells as well, or what only names a source or a part of a text. Everything else must be what it was, or go.
    private static readonly (string Fact, string Path, Func<string?, string, bool> Allows)[] s_allowed =
    [
        // It is of all that is known.
        ("", "^capabilities/Fingerprint$", (before, _) => before is not null),
        // The system's name and its version are one text.
        ("^proc/sys/kernel/os", "/OperatingSystem$", (before, now) => before?.Contains(now, StringComparison.Ordinal) == true),
        // Without the host's count, or where another node may be possible, the only node's own stands: 9017344 KiB, 2097152 KiB free, 56111623 bytes of them kept.
        ("^proc/meminfo$|/node/possible$", "^capabilities/(Memory|FreeMemory|AvailableMemory)$|/0/(Memory|FreeMemory|AvailableMemory|MemorySource)$", (_, now) => now is nameof(MemorySource.MemInfo) or "9233760256" or "2147483648" or "2091372025"),
        // The next best source is named.
        ("^memory/", "/MemorySource$", (before, now) => before is not null && now is nameof(MemorySource.FirmwareRanges) or nameof(MemorySource.Host) or nameof(MemorySource.PerformanceCounter)),
        // Cells of a socket that is not told are still nearer to each other.
        ("Package|package|/cpu(list|map)$", "/Hierarchy/Groups/.*/Kind$", (before, now) => (before, now) == (nameof(CellGroupKind.Socket), nameof(CellGroupKind.Distance))),
        // A cell that no record names is told by the highest number alone: it is gone from the groups as well.
        ("^nodes/highest$", "/Hierarchy/(.*/)?CellIds$", (before, now) => now.Split(',').All((before ?? "").Split(',').Contains)),
        // No set can be null; a warning says what an empty one means.
        ("/cpu(list|map)$", "/Cells/[0-9]+/Cpus$|^cells/[0-9]+/Cpus$", (before, now) => before is not null && now.Length == 0),
        // A processor without the file cannot be taken offline: it runs. Where no processor is listed either, all of a node do.
        ("/cpu[0-9]+/online$|^sys/devices/system/cpu$", "/OnlineCpus$|[Cc]ells/0/Cpus$|/Processors/|/CellIds", (_, _) => true),
        // A cgroup without the file has what the one above it has.
        ("/cpuset/.*/cpuset", "/Allowed", (before, _) => before is not null),
        // Kernels before 5.10 tell class 0 alone, in which no devices are.
        ("/access1/initiators/read_bandwidth$", "[Cc]ells/[0-9]+/Kind", (before, _) => before is not null),
        // What reaches memory and has neither is told from what is empty by this list alone.
        ("/has_generic_initiator$", "[Cc]ells/[0-9]+/Kind", (before, _) => before is nameof(CellKind.GenericInitiator) or "sys/devices/system/node/has_generic_initiator"),
    ];

    public static TheoryData<string> Machines => [.. Directory.GetFiles(Repository.Machines, "*.numa").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_removed_fact_takes_its_values_away_and_puts_nothing_in_their_stead(string name)
    {
        var machine = (SnapshotMachine)MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa"));
        var whole = Answers.Of(() => machine);
        Parallel.ForEach(AlikeFacts.Few(machine.Facts.Keys.Concat(machine.Folders.Keys)), fact =>
        {
            AlteredMachine Without() => new(machine, (other, content) => other == fact ? null : content, (folder, names) => folder == fact ? null : names);
            var left = Answers.Of(Without);
            foreach (var (path, now) in left)
            {
                if (IsDevice(path) || path == Answers.Error(Answers.Question(path)) || (whole.TryGetValue(path, out var before) && before == now) || IsCacheWithoutId(path, whole))
                    continue;
                Assert.True(
                    s_allowed.Any(rule => Regex.IsMatch(fact, rule.Fact) && Regex.IsMatch(path, rule.Path) && rule.Allows(before, now)),
                    $"without {fact} {path} is {now}, not {before ?? "unknown"}");
            }

            AssertDevicesAreWhereTheyWere(fact, machine, Without());
        });
    }

    [Fact]
    public void A_cell_of_unknown_processors_is_warned_of()
    {
        var machine = (SnapshotMachine)MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "flat.numa"));
        var without = new AlteredMachine(machine, (fact, content) => fact.EndsWith("node1/cpulist", StringComparison.Ordinal) ? null : content);
        Assert.Null(NumaProbe.Cells(without)[1].Kind);
        Assert.Contains("CPUs of node 1", Assert.Single(without.Log.Warnings), StringComparison.Ordinal);
    }

    /// <summary>A device of which less is known may go by another name or kind; its place may become unknown, but no other. Of an unknown place the kernel names more processors as near.</summary>
    private static void AssertDevicesAreWhereTheyWere(string fact, Machine machine, Machine without)
    {
        IReadOnlyList<NumaDevice> whole = NumaProbe.Devices(machine, otherPci: true), left;
        try
        {
            left = NumaProbe.Devices(without, otherPci: true);
        }
        catch (TopologyFormatException)
        {
            return;
        }

        foreach (var device in left)
        {
            var same = whole.Where(other => other.Name == device.Name || other.Model == device.Name || (device.Path is not null && other.Path == device.Path) || (device.Address is not null && other.Address == device.Address) || IsControllerOf(device, other));
            Assert.True(
                same.Any(other => (device.CellId is null || other.CellId == device.CellId) && (device.LocalCpus is null || device.LocalCpus.Equals(other.LocalCpus) || (device.CellId is null && other.LocalCpus?.IsSubsetOf(device.LocalCpus) == true))),
                $"without {fact} there is {device} ({device.Kind}) at cell {device.CellId}, near {device.LocalCpus}");
        }
    }

    /// <summary>A disk whose controller is unknown leaves the controller to be told by itself.</summary>
    private static bool IsControllerOf(NumaDevice device, NumaDevice disk) => device.Kind == DeviceKind.Pci && disk.Address is not null;

    private static bool IsDevice(string path) => path.Contains("/Devices/", StringComparison.Ordinal) || Answers.Question(path) == "devices";

    /// <summary>A cache whose id is no longer told is the same without it.</summary>
    private static bool IsCacheWithoutId(string path, Dictionary<string, string> whole)
    {
        var parts = path.Split('/');
        return parts is [_, "Caches", _, ..] && parts[2].EndsWith(' ') && whole.Keys.Any(key => key.StartsWith(string.Join('/', parts[..3]), StringComparison.Ordinal));
    }
}
