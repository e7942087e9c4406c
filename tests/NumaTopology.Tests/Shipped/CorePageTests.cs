using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace NumaTopology.Tests.Shipped;

/// <summary>docs/core.md shows a program: it is taken from the page, compiled against the library that ships, and run.</summary>
[Collection(nameof(CorePageTests))]
[CollectionDefinition(nameof(CorePageTests), DisableParallelization = true)] // the program writes to the console that all tests have
public sealed class CorePageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "core.md"));

    // What numactl 2.0.16 says of the same files is in devices.numactl: node 0 has the CPUs 0 1 4 5 and 65502 MB, node 1 the CPUs 2 3 6 7 and 65500 MB.
    [Fact]
    public void The_program_on_the_page_compiles_and_prints_what_the_page_says()
    {
        var printed = Run(Block("csharp"), Path.Combine(Repository.Machines, "devices.numa"));
        Assert.StartsWith("node 0: CPUs 0-1,4-5, 65502 MiB\nnode 1: CPUs 2-3,6-7, 65500 MiB\nnumactl ", printed, StringComparison.Ordinal);
        Assert.Equal(Block("text"), printed);
    }

    [Fact]
    public void Every_public_type_is_in_the_one_namespace()
    {
        Assert.All(typeof(NumaProbe).Assembly.GetExportedTypes(), type => Assert.Equal("NumaTopology", type.Namespace));
    }

    private static string Block(string language) => Regex.Match(s_page, $"```{language}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    private static string Run(string program, string argument)
    {
        var shared = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetFileName(path) is "netstandard.dll" || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal));
        // A name of its own: the tests see the library's internals, a program of somebody else's does not.
        var compilation = CSharpCompilation.Create(
            "Page",
            [CSharpSyntaxTree.ParseText(program)],
            shared.Append(typeof(NumaProbe).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        var before = Console.Out;
        using var output = new StringWriter { NewLine = "\n" };
        Console.SetOut(output);
        try
        {
            System.Reflection.Assembly.Load(image.ToArray()).EntryPoint!.Invoke(null, [new[] { argument }]);
        }
        finally
        {
            Console.SetOut(before);
        }

        return output.ToString();
    }
}
