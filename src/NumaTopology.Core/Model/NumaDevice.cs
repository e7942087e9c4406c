using System;

namespace NumaTopology;

/// <summary>The kind of a device.</summary>
public enum DeviceKind
{
    /// <summary>A disk: NVMe, SCSI, virtio and their kin.</summary>
    Disk,

    /// <summary>A network interface.</summary>
    Network,

    /// <summary>A GPU or display adapter.</summary>
    Gpu,

    /// <summary>A processing accelerator other than a GPU.</summary>
    Accelerator,

    /// <summary>An InfiniBand or RoCE adapter.</summary>
    InfiniBand,

    /// <summary>Any other PCI function.</summary>
    Pci,
}

/// <summary>How the node of a device is known.</summary>
public enum DeviceCellSource
{
    /// <summary>The device, or the function that it is part of, reports it. Linux: the nearest <c>numa_node</c>. Windows: the disk's storage property or its own DEVPKEY_Device_Numa_Node.</summary>
    Device,

    /// <summary>The device does not report it; the nearest bridge or bus above that does.</summary>
    Parent,

    /// <summary>It is not reported, but the machine has only one node.</summary>
    OnlyCell,
}

/// <summary>A device and the node that it is attached to.</summary>
public sealed record NumaDevice : IComparable<NumaDevice>, IComparable
{
    private readonly Provenance<string?> _hostName;
    private readonly Provenance<string?> _snapshot;

    /// <summary>The system's name for it: <c>nvme0n1</c>, <c>eth0</c>, <c>0000:3b:00.0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The kind.</summary>
    public required DeviceKind Kind { get; init; }

    /// <summary>The node that it is attached to; null when neither the device nor anything above it reports it.</summary>
    public int? CellId { get; init; }

    /// <summary>How <see cref="CellId"/> is known; null when it is not.</summary>
    public DeviceCellSource? CellSource { get; init; }

    /// <summary>The PCI address of the function behind it, as <c>0000:3b:00.0</c>; null for a device that is not on a PCI bus.</summary>
    public string? Address { get; init; }

    /// <summary>The maker and type of the PCI function behind it, as <c>8086:10fb</c>; null for a device that is not on a PCI bus.</summary>
    public string? PciId { get; init; }

    /// <summary>The CPUs local to it: those that its bus reports, else those of its node; null when neither is known.</summary>
    public CpuSet? LocalCpus { get; init; }

    /// <summary>The distance to its node from a given node; null when none was given or it is unknown.</summary>
    public int? Distance { get; init; }

    /// <summary>Size of a disk in bytes; null for other devices and when unknown.</summary>
    public long? Size { get; init; }

    /// <summary>The manufacturer's name of the model; null when not reported.</summary>
    public string? Model { get; init; }

    /// <summary>The file that programs open, such as <c>/dev/nvme0n1</c>; null for a device without one.</summary>
    public string? Path { get; init; }

    /// <summary>The host's name: the one used over ssh, else its own, else that in the snapshot's header; null when unknown. See <see cref="NumaCapabilities.HostName"/>.</summary>
    public string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>The snapshot or folder that it was read from; null for this machine.</summary>
    public string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>Orders devices by kind, then name with its numbers as numbers, then by contents.</summary>
    public int CompareTo(NumaDevice? other)
    {
        if (other is null)
            return 1;
        var order = Kind.CompareTo(other.Kind);
        return ContentOrder.After(order != 0 ? order : NaturalOrder.Compare(Name, other.Name), this, other);
    }

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
