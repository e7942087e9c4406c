namespace NumaTopology.Machines.Linux;

/// <summary>The facts of a Linux machine that are no files.</summary>
internal static class LinuxFacts
{
    /// <summary>Bytes of the base page, as getpagesize gives them: <c>4096</c>.</summary>
    public const string PageSize = "call/getpagesize";

    /// <summary>The machine field of uname: <c>x86_64</c>.</summary>
    public const string MachineName = "call/uname.machine";

    /// <summary>
    /// What the names of beginnings begin with: <c>head/proc/cpuinfo</c> holds the lines of that file up to its first blank one. The whole file is 1 MiB on a machine of
    /// 512 CPUs, and the kernel asks each CPU for its frequency to write it.
    /// </summary>
    public const string Head = "head/";

    /// <summary>What the names of links begin with: <c>link/sys/class/net/eth0</c> holds where that link leads, <c>../../devices/pci0000:00/0000:00:03.0/net/eth0</c>.</summary>
    public const string Link = "link/";
}
