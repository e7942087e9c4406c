namespace NumaTopology;

/// <summary>Who is to bind a program to a placement.</summary>
public enum NumaBindingTarget
{
    /// <summary>numactl: a command line, to which the program is added.</summary>
    Numactl,

    /// <summary>taskset: a command line, to which the program is added. It binds processors only.</summary>
    Taskset,

    /// <summary>systemd: a drop-in for a service.</summary>
    Systemd,

    /// <summary>docker run and docker update: their options.</summary>
    Docker,

    /// <summary>libvirt: elements of a domain.</summary>
    Libvirt,

    /// <summary>Slurm: the options of srun for one task.</summary>
    Slurm,

    /// <summary>Windows: a line for the command prompt, or PowerShell where several groups are needed.</summary>
    Windows,
}
