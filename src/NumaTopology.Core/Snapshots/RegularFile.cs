using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace NumaTopology.Snapshots;

/// <summary>Tells a plain file from devices, pipes and links, which must be neither waited for nor replaced.</summary>
internal static class RegularFile
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint TypeOnly = 1;
    private const int ModeAt = 28;

    /// <summary>Whether a path that exists leads to a plain file, through links when <paramref name="throughLinks"/>.</summary>
    public static bool Is(string path, bool throughLinks)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            return throughLinks || (File.GetAttributes(path) & FileAttributes.ReparsePoint) == 0;
        // struct statx is the same on every architecture; stx_mode is a u16 at 28.
        var status = new byte[256];
        return statx(CurrentFolder, Encoding.UTF8.GetBytes(path + "\0"), throughLinks ? 0 : NoFollow, TypeOnly, status) == 0
            && (BitConverter.ToUInt16(status, ModeAt) & 0xF000) == 0x8000;
    }

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] status);
}
