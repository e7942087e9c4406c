using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>CPUs or memory that something on the machine holds already.</summary>
public sealed record NumaReservation : IComparable<NumaReservation>, IComparable
{
    private readonly Provenance<string?> _snapshot;
    private readonly Provenance<string?> _hostName;

    /// <summary>What holds it: the name of a domain, <c>pod/container</c>, a unit, a cgroup's path, <c>name (process id)</c>, or <c>kernel</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>Who says so.</summary>
    public required ReservationSource Source { get; init; }

    /// <summary>The CPUs that the source names; null where it names none.</summary>
    public CpuSet? Cpus { get; init; }

    /// <summary>
    /// The CPUs that the kernel lets the owner's threads run on, where it was asked: of a unit <c>cpuset.cpus.effective</c> of its cgroup, of a domain
    /// <c>Cpus_allowed_list</c> of its threads. Where it differs from <see cref="Cpus"/>, the source says one thing and the kernel does another. Null when unknown.
    /// </summary>
    public CpuSet? EffectiveCpus { get; init; }

    /// <summary>The nodes to which memory is bound, ascending; null where the source names none.</summary>
    public IReadOnlyList<int>? Cells { get; init => field = Listing.Of(value); }

    /// <summary>How much memory of which nodes; empty where the source does not say.</summary>
    public IReadOnlyList<ReservedMemory> Memory { get; init => field = Listing.Of(value); } = Listing<ReservedMemory>.None;

    /// <summary>Whether nothing else may run on the CPUs: a partition, exclusive CPUs, isolated CPUs, CPUs that the kubelet takes out of the shared pool, reserved CPU sets.</summary>
    public required bool Exclusive { get; init; }

    /// <summary>The file on that machine, or the call, that says so: <c>/sys/fs/cgroup/vm.slice/cpuset.cpus.partition</c>.</summary>
    public required string Evidence { get; init; }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>The host's name, as on <see cref="NumaCapabilities.HostName"/>; null when unknown.</summary>
    public string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>Orders by source and owner, then by what it holds.</summary>
    public int CompareTo(NumaReservation? other)
    {
        if (other is null)
            return 1;
        var order = Source.CompareTo(other.Source);
        return ContentOrder.After(order != 0 ? order : NaturalOrder.Compare(Owner, other.Owner), this, other);
    }

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Such as <c>db (Libvirt): CPUs 2-3</c>.</summary>
    public override string ToString() =>
        $"{Owner} ({Source})" + (Cpus is { } cpus ? $": {PlacementText.Cpus(cpus)}" : Cells is not null ? $": {PlacementText.Cells(Cells)}" : "");
}
