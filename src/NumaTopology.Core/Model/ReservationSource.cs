namespace NumaTopology;

/// <summary>Who says that CPUs or memory are reserved.</summary>
public enum ReservationSource
{
    /// <summary>A cgroup whose CPUs are fewer than those of the cgroup above it, or are its own: <c>cpuset.cpus</c>, <c>cpuset.cpus.exclusive</c>, <c>cpuset.cpus.partition</c>.</summary>
    Cgroup,

    /// <summary>CPUs that the scheduler leaves alone: isolcpus on the kernel's command line, or an isolated cgroup partition.</summary>
    IsolatedCpus,

    /// <summary>CPUs without a scheduler tick while they run a single thread: nohz_full on the kernel's command line.</summary>
    NoHzFull,

    /// <summary>A running domain of libvirt.</summary>
    Libvirt,

    /// <summary>A container to which the kubelet gave CPUs or memory of its own.</summary>
    Kubelet,

    /// <summary>A systemd unit with AllowedCPUs or AllowedMemoryNodes.</summary>
    Systemd,

    /// <summary>A process with threads that are bound to fewer CPUs than their cgroup has; on Windows, a process with an affinity or default CPU sets narrower than its processor groups.</summary>
    Affinity,

    /// <summary>Windows: CPU sets that are reserved for some processes.</summary>
    CpuSet,
}
