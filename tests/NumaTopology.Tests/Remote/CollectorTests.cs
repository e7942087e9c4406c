using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NumaTopology.Machines;
using NumaTopology.Tests.Faults;
using NumaTopology.Tests.Recorded;
using Xunit;

namespace NumaTopology.Tests.Remote;

/// <summary>What the collector brings of a machine against the same machine read directly, on every recorded machine and under every shell.</summary>
public class CollectorTests(RecordedMachines recorded)
{
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Collector.Shells), MemberType = typeof(Collector))]
    public void Every_machine_is_told_as_when_it_is_read_directly(string shell)
    {
        foreach (var (name, root) in Machines())
        {
            var answer = (SnapshotMachine)Collected(shell, "all", root);
            Assert.NotEmpty(NumaProbe.Cells(answer));
            AssertHasAllThatAnExportKeeps(name, root, answer);
            AssertSame(name, root, answer, "capabilities", "cells", "free", "distances", "devices");
        }
    }

    [Theory]
    [InlineData("memory", "free")]
    [InlineData("cells", "free", "cells", "distances")]
    [InlineData("devices", "devices")]
    public void A_question_brings_all_that_its_answers_need(string question, params string[] answers)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), Collector.None);
        foreach (var (name, root) in Machines())
            AssertSame(name, root, Collected("sh", question, root), answers);
    }

    private static void AssertHasAllThatAnExportKeeps(string name, string root, SnapshotMachine answer)
    {
        var record = new RecordingMachine(new FolderMachine(root));
        NumaProbe.Capabilities(record);
        NumaProbe.Devices(record, otherPci: true);
        foreach (var (fact, content) in record.Facts.Where(fact => fact.Value is not null))
            Assert.True(answer.Facts.TryGetValue(fact, out var collected) && content.AsSpan().SequenceEqual(collected), $"{name}: {fact}");
        foreach (var (folder, names) in record.Folders.Where(folder => folder.Value is not null))
            Assert.True(answer.Folders.TryGetValue(folder, out var collected) && names!.ToHashSet().SetEquals(collected), $"{name}: {folder}");
    }

    private static void AssertSame(string name, string root, Machine collected, params string[] questions)
    {
        var theirs = Only(new FolderMachine(root), questions);
        var ours = Only(collected, questions);
        foreach (var path in theirs.Keys.Union(ours.Keys))
            Assert.True(theirs.GetValueOrDefault(path) == ours.GetValueOrDefault(path), $"{name} {path}: {theirs.GetValueOrDefault(path)} read directly, {ours.GetValueOrDefault(path)} collected");
    }

    private static Machine Collected(string shell, params string[] arguments) => MachineSource.OpenSnapshot(Collector.Snapshot(shell, arguments));

    /// <summary>The answers to some questions, but for where they come from and when.</summary>
    private static SortedDictionary<string, string> Only(Machine machine, params string[] questions) =>
        new(Answers.Of(() => machine, questions)
            .Where(value => !value.Key.EndsWith("/Snapshot", StringComparison.Ordinal) && value.Key != "capabilities/Captured")
            .ToDictionary(value => value.Key, value => value.Value.Replace(machine.Locate(""), "", StringComparison.Ordinal)));

    private IEnumerable<(string Name, string Root)> Machines() =>
        from root in Unfolded.All().Concat(RecordedMachines.AreHere ? recorded.All() : [])
        select (Path.GetFileName(root), root);
}
