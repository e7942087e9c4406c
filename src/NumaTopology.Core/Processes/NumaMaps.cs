using System;
using System.Collections.Generic;
using System.Text;
using NumaTopology.Linux;

namespace NumaTopology.Processes;

/// <summary>
/// <c>proc/PID/numa_maps</c> (show_numa_map in fs/proc/task_mmu.c), a mapping a line:
/// <code>
/// 7f2a10000000 prefer (many):0-1 anon=512 dirty=512 active=0 N0=500 N1=12 kernelpagesize_kB=4
/// 7f2a40000000 bind=static:1 file=/dev/hugepages/pool\040(deleted) huge dirty=3 N1=3 kernelpagesize_kB=2048
/// </code>
/// A policy may hold blanks and equals signs; blanks of a path are written as <c>\040</c>. The pages of a line are of the size at its end: huge pages are counted as
/// such, transparent ones as the base pages that they are made of.
/// </summary>
internal sealed class NumaMaps
{
    // What stands behind the policy, but for the pages of a node, N0=33.
    private static readonly string[] s_words = ["heap", "stack", "huge"];
    private static readonly string[] s_keys = ["file=", "anon=", "dirty=", "mapped=", "mapmax=", "swapcache=", "active=", "writeback=", PageSize, "stack:"];
    private const string PageSize = "kernelpagesize_kB=";

    private readonly List<string> _policies = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    private NumaMaps()
    {
    }

    public MemoryByCell Memory { get; } = new();

    /// <summary>The policies as they are written, each once, in order of address: <c>default</c>, <c>bind:0</c>.</summary>
    public IReadOnlyList<string> Policies => _policies;

    /// <summary>Reads the numa_maps of a folder of a process or thread; null when there is none, or it is refused. It has no policy where the process has ended, or is a thread of the kernel.</summary>
    public static NumaMaps? Read(FactReader reader, string folder)
    {
        var fact = folder + "/numa_maps";
        if (!reader.TryRead(fact))
            return null;
        var maps = new NumaMaps();
        for (int at = 0, end; at < reader.Length; at = end + 1)
        {
            end = Array.IndexOf(reader.Bytes, (byte)'\n', at, reader.Length - at);
            end = end < 0 ? reader.Length : end;
            if (end > at)
                maps.Add(reader, fact, Encoding.UTF8.GetString(reader.Bytes, at, end - at));
        }

        return maps;
    }

    private void Add(FactReader reader, string fact, string line)
    {
        var words = line.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var policy = Policy(words, out var first) ?? throw reader.Malformed(fact, $"'{line}' has no policy");
        if (_told.Add(policy))
            _policies.Add(policy);
        var kind = MappingKind.Anonymous;
        var size = 0L;
        for (var i = first; i < words.Length; i++)
        {
            if (words[i] == "huge")
                kind = MappingKind.Huge;
            else if (kind == MappingKind.Anonymous)
                kind = Kind(words[i]);
            if (words[i].StartsWith(PageSize, StringComparison.Ordinal))
                size = Math.Min(Number(reader, fact, line, words[i].Substring(PageSize.Length)), MachineLimits.CellMemory >> 10) << 10;
        }

        for (var i = first; i < words.Length; i++)
        {
            if (Cell(words[i]) is not { } cell)
                continue;
            // Linux before 4.0 does not write it.
            if (size == 0)
                throw reader.Malformed(fact, $"'{line}' does not say how large its pages are");
            if (!Memory.TryAdd(cell, kind, Number(reader, fact, line, words[i].Substring(words[i].IndexOf('=') + 1)), size))
                throw reader.Malformed(fact, $"'{line}' has more pages than any machine");
        }
    }

    /// <summary>The policy of a line's words; null when there is none.</summary>
    /// <param name="words">The words of the line, the address first.</param>
    /// <param name="end">The first word behind it.</param>
    public static string? Policy(string[] words, out int end)
    {
        end = 1;
        while (end < words.Length && !IsOfPages(words[end]))
            end++;
        return end == 1 ? null : string.Join(" ", words, 1, end - 1);
    }

    private static MappingKind Kind(string word) =>
        word == "heap" ? MappingKind.Heap
        : word == "stack" || word.StartsWith("stack:", StringComparison.Ordinal) ? MappingKind.Stack
        : word.StartsWith("file=", StringComparison.Ordinal) ? MappingKind.File
        : MappingKind.Anonymous;

    private static bool IsOfPages(string word) =>
        Array.IndexOf(s_words, word) >= 0 || Cell(word) is not null || Array.Exists(s_keys, key => word.StartsWith(key, StringComparison.Ordinal));

    /// <summary>The node of <c>N0=33</c>; null for another word.</summary>
    private static int? Cell(string word) =>
        word.IndexOf('=') is var end && end > 1 && FactReader.TryNumberedName(word.Substring(0, end), "N", "", out var cell) && cell < MachineLimits.Nodes ? (int)cell : null;

    private static long Number(FactReader reader, string fact, string line, string digits) =>
        long.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw reader.Malformed(fact, $"'{digits}' in '{line}' is not a whole number");
}
