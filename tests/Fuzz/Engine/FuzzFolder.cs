using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using NumaTopology.Tests;

namespace NumaTopology.Fuzz;

/// <summary>What is kept of a target between runs: <c>artifacts/fuzz/TARGET</c>.</summary>
internal sealed class FuzzFolder
{
    private readonly string _path;

    public FuzzFolder(string target)
    {
        _path = Path.Combine(Repository.Root, "artifacts", "fuzz", target);
        Directory.CreateDirectory(Queue);
    }

    public string Current => Path.Combine(_path, "current");

    private string Queue => Path.Combine(_path, "queue");

    /// <summary>The corpus and what earlier runs found new, the small ones first.</summary>
    public List<byte[]> Inputs(FuzzTarget target) =>
        [.. new[] { target.Corpus, Queue }.Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Select(File.ReadAllBytes).OrderBy(input => input.Length)];

    public void Keep(byte[] input) => Save(Queue, input);

    /// <summary>Writes a finding and gives its path.</summary>
    public string Find(byte[] input) => Save(Path.Combine(_path, "findings"), input);

    private static string Save(string folder, byte[] input)
    {
        var path = Path.Combine(Directory.CreateDirectory(folder).FullName, Convert.ToHexStringLower(SHA256.HashData(input))[..16]);
        File.WriteAllBytes(path, input);
        return path;
    }
}
