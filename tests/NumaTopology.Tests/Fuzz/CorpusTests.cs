using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NumaTopology.Fuzz;
using Xunit;

namespace NumaTopology.Tests.Fuzz;

/// <summary>The inputs that fuzzing begins with and those that were findings once: each is understood or refused with a reason.</summary>
public class CorpusTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_kept_input_is_understood_or_refused(string name)
    {
        var target = FuzzTargets.Find(name)!;
        var inputs = Directory.GetFiles(target.Corpus);
        Assert.NotEmpty(inputs);
        var findings = new List<string>();
        foreach (var input in inputs)
        {
            try
            {
                target.Read(File.ReadAllBytes(input));
            }
            catch (Exception e)
            {
                findings.Add($"{input}: {e}");
            }
        }

        Assert.Empty(findings);
    }

    [Fact]
    public void Every_corpus_is_a_targets() =>
        Assert.Equal(FuzzTargets.All.Select(target => target.Corpus).Order(), Directory.GetDirectories(Path.Combine(Repository.Root, "tests", "Fuzz", "Corpus")).Order());
}
