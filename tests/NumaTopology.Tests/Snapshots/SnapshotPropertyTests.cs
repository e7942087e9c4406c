using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using CsCheck;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Snapshots;

/// <summary>Any facts and folders in a snapshot, and what one wrong byte can do to it.</summary>
public class SnapshotPropertyTests
{
    // What means something at the start of a line, blanks, and letters beyond ASCII and the first plane.
    private static readonly Gen<string> s_part = Gen.OneOf("a", "node0", "#", "!", "~", ":", "=", " ", ".", "x. 1", "é", "\u2028", "\uFEFF", "😀", "0000:3b:00.0").Array[1, 4].Select(string.Concat).Where(part => part is not ("." or ".."));

    private static readonly Gen<string> s_name = s_part.Array[1, 4].Select(parts => string.Join('/', parts));

    private static readonly Gen<byte[]> s_content = Gen.Frequency(
        (4, Gen.OneOf("0-1", "\n", "\t", " ", "= a", "/ a", "~", ":", "\n. 1\n. 2\n. 3\n. 4\n", ". 2\n", "#", "é", "😀", "10 21 ").Array[0, 6].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)))),
        (1, Gen.OneOf("\0", "\r\n", "\uFEFF", "\u0085", "x\n").Array[0, 4].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)))),
        (2, Gen.Byte.Array[0, 70]));

    private static readonly Gen<Kept> s_machines =
        from facts in Gen.Select(s_name, s_content).Array[0, 6]
        from folders in Gen.Select(s_name, s_part.Array[0, 5]).Array[0, 4]
        from refusals in Gen.Frequency((1, Gen.Const(Array.Empty<string>())), (2, s_name.Array[1, 3]))
        from system in Gen.OneOf(MachineSystem.Linux, MachineSystem.Windows)
        from captured in Gen.OneOf<DateTimeOffset?>(null, new DateTimeOffset(2007, 2, 15, 23, 59, 59, 123, TimeSpan.FromMinutes(-210)))
        from host in Gen.OneOf(null, "host17", " é # = x ")
        select new Kept(
            facts.DistinctBy(fact => fact.Item1).ToDictionary(fact => fact.Item1, fact => fact.Item2),
            folders.DistinctBy(folder => folder.Item1).ToDictionary(folder => folder.Item1, folder => folder.Item2.Distinct().ToArray()),
            [.. refusals.Except(facts.Select(fact => fact.Item1))],
            system,
            captured,
            host);

    [Fact]
    public void Facts_come_back_byte_for_byte_and_folders_name_for_name() => s_machines.Sample(kept =>
    {
        using var file = new SnapshotFile(kept);
        var read = SnapshotReader.Read(file.Path, default);
        Assert.Equal(kept.Entries(), Entries(read));
        Assert.Equal((kept.System, kept.Captured, kept.Captured?.Offset, kept.Host), (read.System, read.Captured, read.Captured?.Offset, read.Host));
    }, iter: 200);

    [Fact]
    public void A_file_that_was_cut_is_refused() => Gen.Select(s_machines, Gen.Int[0, int.MaxValue]).Sample((kept, at) =>
    {
        using var file = new SnapshotFile(kept);
        // The last byte is the line end of the count, which can be spared.
        Assert.Throws<SnapshotException>(() => file.Read(file.Bytes[..(at % (file.Bytes.Length - 1))]));
    }, iter: 200);

    /// <summary>What stands in a fact nobody can check. That nothing else went with it, the count of the last line tells.</summary>
    [Fact]
    public void One_wrong_or_missing_byte_is_refused_or_changes_one_fact_or_folder() => Gen.Select(s_machines, Gen.Select(Gen.Int[0, int.MaxValue], Wrong).Array[10]).Sample((kept, changes) =>
    {
        using var file = new SnapshotFile(kept);
        var before = kept.Entries();
        // Besides any place: a line that lost what says what it is.
        foreach (var (at, wrong) in changes.Select(change => (change.Item1 % file.Bytes.Length, change.Item2)).Concat(file.LineStarts().Select(start => (start, Array.Empty<byte>()))))
        {
            SnapshotMachine read;
            try
            {
                read = file.Read([.. file.Bytes[..at], .. wrong, .. file.Bytes[(at + 1)..]]);
            }
            catch (SnapshotException)
            {
                continue;
            }

            var after = Entries(read);
            Assert.Equal(before.Count, after.Count);
            Assert.InRange(before.Except(after).Count(), 0, 1);
            Assert.Equal(kept.System, read.System);
        }
    }, iter: 50);

    /// <summary>What a byte becomes: nothing, what begins a line, or anything.</summary>
    private static Gen<byte[]> Wrong => Gen.Frequency((1, Gen.Const(Array.Empty<byte>())), (3, Gen.OneOf([.. "\n\r=/.# ~:!"u8]).Select(value => new[] { value })), (1, Gen.Byte.Select(value => new[] { value })));

    private static SortedSet<string> Entries(SnapshotMachine machine) =>
        Kept.Describe(machine.Facts, machine.Folders, machine.Refusals);

    private sealed record Kept(Dictionary<string, byte[]> Facts, Dictionary<string, string[]> Folders, HashSet<string> Refusals, MachineSystem System, DateTimeOffset? Captured, string? Host)
    {
        /// <summary>A line for each fact, folder and refusal, that differs where one byte or name does. The order of names means nothing.</summary>
        public static SortedSet<string> Describe(IEnumerable<KeyValuePair<string, byte[]>> facts, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> folders, IEnumerable<string> refusals) => new(
            facts.Select(fact => $"= {fact.Key} = {Convert.ToHexString(fact.Value)}").Concat(folders.Select(folder => $"/ {folder.Key} / {string.Join('|', folder.Value.Order(StringComparer.Ordinal))}")).Concat(refusals.Select(name => "! " + name)),
            StringComparer.Ordinal);

        public SortedSet<string> Entries() => Describe(Facts, Folders.Select(folder => KeyValuePair.Create(folder.Key, (IReadOnlyList<string>)folder.Value)), Refusals);

        public override string ToString() => $"{System} {Captured:o} {Host}\n{string.Join('\n', Entries())}";
    }

    private sealed class SnapshotFile : IDisposable
    {
        public SnapshotFile(Kept kept)
        {
            var folders = kept.Folders.ToDictionary(folder => folder.Key, folder => (IReadOnlyList<string>)folder.Value);
            SnapshotWriter.Save(new RecordingMachine(new SnapshotMachine("before", kept.Facts, folders, kept.Refusals, kept.System, kept.Captured, kept.Host)), kept.Host, true, Path, false);
            Bytes = File.ReadAllBytes(Path);
        }

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"numa-{Guid.NewGuid():N}.numa");

        public byte[] Bytes { get; }

        public IEnumerable<int> LineStarts() => Enumerable.Range(1, Bytes.Length - 1).Where(at => Bytes[at - 1] == '\n');

        public SnapshotMachine Read(byte[] bytes)
        {
            File.WriteAllBytes(Path, bytes);
            return SnapshotReader.Read(Path, default);
        }

        public void Dispose() => File.Delete(Path);
    }
}
