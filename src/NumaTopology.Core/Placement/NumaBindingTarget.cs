namespace NumaTopology;

/// <summary>Who is to bind a program to a placement.</summary>
public enum NumaBindingTarget
{
    /// <summary>numactl: a command line, to which the program is added.</summary>
    Numactl,

    /// <summary>taskset: a command line, to which the program is added. It binds CPUs only.</summary>
    Taskset,

    /// <summary>systemd: a drop-in for a service.</summary>
    Systemd,

    /// <summary>systemd-run: a command line that starts a transient service, to which the program is added.</summary>
    SystemdRun,

    /// <summary>docker run and docker update: their options.</summary>
    Docker,

    /// <summary>podman run and podman update: their options.</summary>
    Podman,

    /// <summary>Kubernetes' kubelet: a KubeletConfiguration that keeps pods off the placement.</summary>
    Kubelet,

    /// <summary>libvirt: elements of a domain.</summary>
    Libvirt,

    /// <summary>QEMU under taskset: a command line, to which the guest's other options are added.</summary>
    Qemu,

    /// <summary>Slurm: a command line of salloc and srun for one task on a node of its own, to which the program is added.</summary>
    Slurm,

    /// <summary>Windows: a command line of cmd's start, to which the program is added; PowerShell where several nodes or processor groups are needed.</summary>
    Windows,
}
