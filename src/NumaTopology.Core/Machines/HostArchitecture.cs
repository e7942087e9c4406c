using System.Runtime.InteropServices;

namespace NumaTopology.Machines;

/// <summary>The architecture of the computer that this program runs on.</summary>
internal static class HostArchitecture
{
    /// <summary>As uname and libvirt write it; null for one that .NET Standard does not know.</summary>
    public static string? Name => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "x86_64",
        Architecture.X86 => "i686",
        Architecture.Arm64 => "aarch64",
        Architecture.Arm => "armv7l",
        _ => null,
    };
}
