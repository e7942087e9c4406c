using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>To which CPUs and memory a process is bound: as it was requested, or as the system reports it.</summary>
public sealed record NumaProcessBinding : IComparable<NumaProcessBinding>, IComparable
{
    /// <summary>
    /// The CPUs that the process may run on; null when they are not reported. Linux: <c>Cpus_allowed_list</c> of <c>proc/PID/status</c>. Windows: the affinity mask
    /// or the default CPU sets.
    /// </summary>
    public CpuSet? Cpus { get; init; }

    /// <summary>From which nodes its memory comes; null when no policy is set. Linux: get_mempolicy of the thread that started it.</summary>
    public NumaMemoryPolicy? MemoryPolicy { get; init; }

    /// <summary>The nodes of the policy; empty when no policy is set, and for <see cref="NumaMemoryPolicy.Local"/>.</summary>
    public IReadOnlyList<int> MemoryCells { get; init => field = Listing.Of(value); } = Listing<int>.None;

    /// <summary>Orders bindings by CPUs, then by memory.</summary>
    public int CompareTo(NumaProcessBinding? other) => other is null ? 1 : ContentOrder.After(0, this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The CPUs and the policy, such as <c>CPUs 0-3, memory Bind 0</c>.</summary>
    public override string ToString()
    {
        var cpus = Cpus is null ? "CPUs not reported" : PlacementText.Cpus(Cpus);
        return MemoryPolicy is null ? cpus : MemoryCells.Count == 0 ? $"{cpus}, memory {MemoryPolicy}" : $"{cpus}, memory {MemoryPolicy} {NodeSet.From(MemoryCells)}";
    }

    /// <summary>In what another binding, which the system made of this one, differs; empty where it does not. What it does not report is no difference.</summary>
    internal IReadOnlyList<string> Differences(NumaProcessBinding effective)
    {
        var differences = new List<string>();
        if (Cpus is not null && effective.Cpus is not null && Cpus != effective.Cpus)
            differences.Add($"{PlacementText.Cpus(effective.Cpus)} instead of {Cpus}");
        if (MemoryPolicy is not null && MemoryPolicy != effective.MemoryPolicy)
            differences.Add($"memory policy {effective.MemoryPolicy?.ToString() ?? "none"} instead of {MemoryPolicy}");
        else if (MemoryPolicy is not null && NodeSet.From(MemoryCells).ToString() is var asked && NodeSet.From(effective.MemoryCells).ToString() is var made && asked != made)
            differences.Add($"memory of nodes {(made.Length == 0 ? "none" : made)} instead of {asked}");
        return Listing.Of(differences);
    }
}
