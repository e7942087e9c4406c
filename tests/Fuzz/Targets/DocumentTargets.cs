using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using NumaTopology.Libvirt;
using NumaTopology.Placement;
using NumaTopology.Remote;
using NumaTopology.Snapshots;

namespace NumaTopology.Fuzz;

/// <summary>What a user hands over whole: snapshots, XML, sets of processors.</summary>
internal static class DocumentTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        new("snapshot", [typeof(SnapshotReader), typeof(SnapshotFormat), typeof(SnapshotMachine)], ReadSnapshot),
        new("hostanswer", [typeof(AnswerStream), typeof(HostAnswer), typeof(HostText), typeof(SnapshotReader)], ReadAnswer),
        new("libvirt", [typeof(LibvirtReader), typeof(CacheReader), typeof(XmlDocumentReader)], ReadXml),
        new("nested", [typeof(NestedXml), typeof(NestedGroups), typeof(NestedDevices), typeof(XmlDocumentReader)], ReadXml),
        new("cpuset", [typeof(IdSetParser), typeof(IdSetFormatter), typeof(IdSetBuilder)], ReadSet),
    ];

    /// <summary>Every question of the machine; and kept again, the snapshot has the same facts.</summary>
    private static void ReadSnapshot(byte[] input)
    {
        var path = Path.Combine(Path.GetTempPath(), $"numa-fuzz-{Environment.ProcessId}.numa");
        try
        {
            File.WriteAllBytes(path, input);
            if (Open(path) is not { } machine)
                return;
            foreach (var question in Questions.All)
                FuzzTarget.Refusable(() => question(machine));
            FuzzTarget.Refusable(() => SnapshotExport.Save(machine, path, withIdentity: true, overwrite: true));
            var kept = (SnapshotMachine)MachineSource.OpenSnapshot(path);
            Claim.IsTrue(kept.System == machine.System && kept.Facts.Count == machine.Facts.Count && kept.Facts.All(fact => machine.Facts[fact.Key].AsSpan().SequenceEqual(fact.Value)), "a kept snapshot has the same facts");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>What a host sends: a machine, or an error of one line that does nothing to a terminal. And what it complains of may be anything too.</summary>
    private static void ReadAnswer(byte[] input)
    {
        try
        {
            using var answer = new AnswerStream(new MemoryStream(input), "db7") { MostBytes = 1 << 16 };
            var machine = HostAnswer.Read(answer, "db7", CancellationToken.None);
            foreach (var question in Questions.All)
                FuzzTarget.Refusable(() => question(machine));
            FuzzTarget.Refusable(() => Rank(NumaProbe.Capabilities(machine)));
        }
        catch (HostException e)
        {
            Claim.IsTrue(e.Error is HostError.AnswerInvalid or HostError.AnswerTooLarge && e.Message.Contains("'db7'", StringComparison.Ordinal), "a refusal names the host");
        }

        var line = HostText.FirstLine(input, input.Length);
        Claim.IsTrue(line is null || (line.Length is > 0 and <= 200 && !line.Any(char.IsControl)), "what a host says is a line of 200 characters at most");
    }

    /// <summary>Ranks the host with itself: whatever it says of itself, it is called as it was asked, and each of its places is there twice.</summary>
    private static void Rank(NumaCapabilities machine)
    {
        Claim.IsTrue(machine.HostName == "db7" && machine.Snapshot == "ssh:db7", "a host is called as it was asked");
        var search = new FleetSearch(4, CancellationToken.None);
        var request = new PlacementRequest { Count = 4 };
        search.Add(machine, request);
        search.Add(machine, request);
        var found = search.Answer(2).Placements;
        for (var i = 0; i < found.Count; i++)
            Claim.IsTrue(found[i].Rank == i + 1 && (i % 2 == 0 || found[i].Cpus == found[i - 1].Cpus), "of equal hosts each place is there twice");
    }

    private static SnapshotMachine? Open(string path)
    {
        try
        {
            return (SnapshotMachine)MachineSource.OpenSnapshot(path);
        }
        catch (SnapshotException e)
        {
            Claim.IsTrue(e.Error is SnapshotError.NotASnapshot or SnapshotError.Xml or SnapshotError.Damaged && e.Message.Contains(path, StringComparison.Ordinal), "a refusal names the file");
            return null;
        }
    }

    /// <summary>What is written of a document reads as the same.</summary>
    private static void ReadXml(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        FuzzTarget.Refusable(() =>
        {
            var machine = NumaXml.Read(text);
            foreach (var schema in Enum.GetValues<NumaXmlSchema>())
            {
                var written = NumaXml.Write(machine, schema);
                Claim.IsTrue(NumaXml.Write(NumaXml.Read(written), schema) == written, $"{schema} XML survives reading");
            }
        });
    }

    private static void ReadSet(byte[] input)
    {
        try
        {
            var set = CpuSet.Parse(Encoding.UTF8.GetString(input));
            Claim.IsTrue(CpuSet.Parse(set.ToString()) == set && set.Count == set.Ids.Count, "a set's text is that set");
        }
        catch (FormatException)
        {
        }
    }
}
