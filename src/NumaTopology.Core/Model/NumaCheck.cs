using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>What one rule of the check-up says of a machine.</summary>
public sealed record NumaCheck : IComparable<NumaCheck>, IComparable
{
    private readonly Provenance<string?> _hostName;
    private readonly Provenance<string?> _snapshot;

    /// <summary>The rule's name, such as <c>ZoneReclaim</c>; of an expected value <c>Expect.</c> and its key.</summary>
    public required string Rule { get; init; }

    /// <summary>Whether what the rule asks for holds.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>The nodes that the finding is about, ascending; empty where it is about the whole machine.</summary>
    public IReadOnlyList<int> Cells { get; init => field = Listing.Of(value); } = Listing<int>.None;

    /// <summary>What was found, or why nothing can be said.</summary>
    public required string Observed { get; init; }

    /// <summary>What the rule asks for.</summary>
    public required string Expected { get; init; }

    /// <summary>The facts that it was concluded from, each with its value: <c>/proc/sys/vm/zone_reclaim_mode: 1</c>.</summary>
    public IReadOnlyList<string> Evidence { get; init => field = Listing.Of(value); } = Listing<string>.None;

    /// <summary>Why it matters.</summary>
    public required string Why { get; init; }

    /// <summary>What to do where it does not hold.</summary>
    public required string Fix { get; init; }

    /// <summary>The public document that says so.</summary>
    public required string Reference { get; init; }

    /// <summary>The host's name, as on <see cref="NumaCapabilities.HostName"/>; null when unknown.</summary>
    public string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>Orders by rule, then by contents.</summary>
    public int CompareTo(NumaCheck? other) => other is null ? 1 : ContentOrder.After(string.CompareOrdinal(Rule, other.Rule), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Such as <c>ZoneReclaim: Warning (zone_reclaim_mode is 1)</c>.</summary>
    public override string ToString() => $"{Rule}: {Status} ({Observed})";
}
