using System.Globalization;

namespace NumaTopology.Machines.Linux;

/// <summary>The error numbers of Linux that reading a fact can meet.</summary>
internal static class Errno
{
    /// <summary>EINTR: ask again.</summary>
    public const int Interrupted = 4;

    /// <summary>ENOENT: there is no such file.</summary>
    public const int NoEntry = 2;

    /// <summary>ENOTDIR: what should be a folder is none.</summary>
    public const int NoFolder = 20;

    /// <summary>ENAMETOOLONG.</summary>
    public const int NameTooLong = 36;

    /// <summary>
    /// Whether the number says that there is no such fact: ENOENT, ESRCH (a process that ended after its file was opened), ENXIO, ENODEV, ENOTDIR, ELOOP,
    /// ENAMETOOLONG. The last three are what a recorded tree with broken or circling links gives.
    /// </summary>
    public static bool IsAbsent(int errno) => errno is NoEntry or 3 or 6 or 19 or NoFolder or 40 or NameTooLong;

    /// <summary>Whether the number says that the caller may not: EPERM, EACCES.</summary>
    public static bool IsPermission(int errno) => errno is 1 or 13;

    /// <summary>The number in words.</summary>
    public static string Describe(int errno) => errno switch
    {
        1 => "operation not permitted (EPERM)",
        3 => "no such process (ESRCH)",
        5 => "input/output error (EIO)",
        12 => "out of memory (ENOMEM)",
        13 => "permission denied (EACCES)",
        16 => "device or resource busy (EBUSY)",
        21 => "it is a directory (EISDIR)",
        22 => "invalid argument (EINVAL)",
        24 => "too many open files (EMFILE)",
        38 => "function not implemented (ENOSYS)",
        _ => "error " + errno.ToString(CultureInfo.InvariantCulture),
    };
}
