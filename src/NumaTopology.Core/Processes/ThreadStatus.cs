using System;
using System.Collections.Generic;
using System.Text;
using NumaTopology.Linux;

namespace NumaTopology.Processes;

/// <summary>What <c>proc/PID/status</c>, or a thread's, says of where it may run and where its memory may come from. What is not said is null.</summary>
internal readonly record struct ThreadStatus(int? ProcessId, CpuSet? Cpus, IReadOnlyList<int>? Cells);

/// <summary>Reads the status of processes and threads. Most of a machine's threads have the same sets, which are made once.</summary>
internal sealed class ThreadStatusReader(FactReader reader)
{
    private readonly Dictionary<string, CpuSet> _cpus = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<int>> _cells = new(StringComparer.Ordinal);

    /// <summary>Lines <c>Tgid:\t2381</c>, <c>Cpus_allowed_list:\t0-1</c> and <c>Mems_allowed_list:\t0</c> of the status in a folder of a process or thread; null when there is none, or it is refused.</summary>
    public ThreadStatus? Read(string folder)
    {
        var fact = folder + "/status";
        if (!reader.TryRead(fact))
            return null;
        string? process = null, cpus = null, cells = null;
        for (int at = 0, end; at < reader.Length; at = end + 1)
        {
            end = Array.IndexOf(reader.Bytes, (byte)'\n', at, reader.Length - at);
            end = end < 0 ? reader.Length : end;
            process ??= Value(at, end, "Tgid:");
            cpus ??= Value(at, end, "Cpus_allowed_list:");
            cells ??= Value(at, end, "Mems_allowed_list:");
        }

        return new ThreadStatus(
            process is null ? null : int.TryParse(process, out var id) ? id : throw reader.Malformed(fact, $"'{process}' is not a process id"),
            cpus is null ? null : Set(fact, cpus, _cpus, set => new CpuSet(set)),
            cells is null ? null : Set(fact, cells, _cells, set => Listing.Of<int>(set.ToArray())));
    }

    private string? Value(int start, int end, string key)
    {
        if (end - start < key.Length || reader.Bytes[start] != key[0])
            return null;
        for (var i = 1; i < key.Length; i++)
        {
            if (reader.Bytes[start + i] != key[i])
                return null;
        }

        return Encoding.ASCII.GetString(reader.Bytes, start + key.Length, end - start - key.Length).Trim();
    }

    private T Set<T>(string fact, string list, Dictionary<string, T> known, Func<IdSet, T> make)
    {
        if (!known.TryGetValue(list, out var set))
            known.Add(list, set = make(reader.ParseList(fact, list)));
        return set;
    }
}
