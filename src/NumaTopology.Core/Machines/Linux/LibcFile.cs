using System;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NumaTopology.Machines.Linux;

/// <summary>
/// Reads files with open, read and close, to the end: the size that stat gives for a file of sysfs or procfs is a lie, and a
/// FileStream costs twice as much as the calls themselves.
/// </summary>
internal sealed class LibcFile
{
    // O_RDONLY | O_CLOEXEC | O_NONBLOCK: a fifo in a foreign folder must not make the caller wait.
    private const int Flags = 0x80000 | 0x800;

    // O_PATH | O_CLOEXEC; O_DIRECTORY and O_NOFOLLOW are not the same on every architecture.
    private const int PathOnly = 0x200000 | 0x80000;
    private static readonly bool s_hasOtherFlags = RuntimeInformation.OSArchitecture is Architecture.Arm or Architecture.Arm64;

    // openat2's RESOLVE_IN_ROOT: a link, absolute or with .. in it, stays below the folder that stands for the machine's root.
    private const long OpenAt2 = 437;
    private const ulong InRoot = 0x10;
    private const int NotImplemented = 38;
    private const int NotPermitted = 1;

    // PATH_MAX: what is longer the kernel refuses.
    private const int LongestPath = 4096;

    // sysfs writes a file at once and gives at most a page of it to one call.
    private const int PageOfSysfs = 4096;

    private readonly SafeFileHandle? _root;
    private readonly byte[] _rootPath;

    public LibcFile(string root)
    {
        if (root != "/")
            _root = OpenRoot(root);
        _rootPath = Encoding.UTF8.GetBytes(root.EndsWith("/", StringComparison.Ordinal) ? root : root + "/");
    }

    /// <summary>Reads <paramref name="fact"/> below the root, or its first <paramref name="mostBytes"/>; −1 and the error number where that fails.</summary>
    public int Read(string fact, ref byte[] buffer, int mostBytes, out int errno)
    {
        var file = Open(fact, Flags, out errno);
        if (file < 0)
            return -1;
        try
        {
            var isSysfs = fact.StartsWith("sys/", StringComparison.Ordinal);
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (length >= MachineLimits.FactBytes)
                        throw new TopologyFormatException(Encoding.UTF8.GetString(_rootPath) + fact, "the file is larger than 64 MiB");
                    Array.Resize(ref buffer, length * 2);
                }

                var count = ReadInto(file, buffer, length, Math.Min(buffer.Length, mostBytes), out errno);
                if (count < 0)
                    return -1;
                // procfs may give less than is asked for and than there is, sysfs only at the end.
                var isEnd = count == 0 || (isSysfs && count < Math.Min(buffer.Length - length, PageOfSysfs));
                length += count;
                if (isEnd || (length == mostBytes && mostBytes < MachineLimits.FactBytes))
                    return length;
            }
        }
        finally
        {
            _ = close(file);
        }
    }

    /// <summary>Where the link <paramref name="name"/> below the root leads, as it says itself; −1 and the error number where it is none.</summary>
    public unsafe int ReadLink(string name, ref byte[] buffer, out int errno)
    {
        var link = Open(name, PathOnly | (s_hasOtherFlags ? 0x8000 : 0x20000), out errno);
        if (link < 0)
            return -1;
        try
        {
            byte none = 0;
            fixed (byte* start = buffer)
            {
                var length = (long)readlinkat(link, &none, start, (IntPtr)buffer.Length);
                errno = length < 0 ? Marshal.GetLastWin32Error() : 0;
                return (int)length;
            }
        }
        finally
        {
            _ = close(link);
        }
    }

    /// <summary>Opens a folder below the root for <see cref="FolderEntries"/>; −1 and the error number where that fails.</summary>
    public int OpenFolder(string folder, out int errno) => Open(folder, Flags | (s_hasOtherFlags ? 0x4000 : 0x10000), out errno);

    /// <summary>Closes what was opened.</summary>
    public static void Close(int file) => _ = close(file);

    private static unsafe int ReadInto(int file, byte[] buffer, int offset, int end, out int errno)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = (long)read(file, start + offset, (IntPtr)(end - offset));
                errno = count < 0 ? Marshal.GetLastWin32Error() : 0;
                if (errno != Errno.Interrupted)
                    return (int)count;
            }
        }
    }

    private unsafe int Open(string fact, int flags, out int errno)
    {
        errno = Errno.NameTooLong;
        var most = _rootPath.Length + Encoding.UTF8.GetMaxByteCount(fact.Length) + 1;
        if (most > 4 * LongestPath)
            return -1;
        var path = stackalloc byte[most];
        Marshal.Copy(_rootPath, 0, (IntPtr)path, _rootPath.Length);
        var below = path + _rootPath.Length;
        fixed (char* characters = fact)
            below[Encoding.UTF8.GetBytes(characters, fact.Length, below, most - _rootPath.Length)] = 0;
        while (true)
        {
            var file = _root is null ? open(path, flags) : OpenBelowRoot(below, path, flags);
            errno = file < 0 ? Marshal.GetLastWin32Error() : 0;
            if (errno != Errno.Interrupted)
                return file;
        }
    }

    private static unsafe SafeFileHandle? OpenRoot(string root)
    {
        // With O_DIRECTORY; where the flags differ there is no handle and links are followed.
        fixed (byte* path = Encoding.UTF8.GetBytes(root + "\0"))
        {
            var folder = open(path, PathOnly | (s_hasOtherFlags ? 0x4000 : 0x10000));
            return folder < 0 ? null : new SafeFileHandle((IntPtr)folder, ownsHandle: true);
        }
    }

    private unsafe int OpenBelowRoot(byte* path, byte* wholePath, int flags)
    {
        var how = stackalloc ulong[3];
        how[0] = (ulong)flags;
        how[1] = 0;
        how[2] = InRoot;
        var file = (int)syscall(OpenAt2, _root!.DangerousGetHandle(), path, how, (IntPtr)24);
        GC.KeepAlive(_root);
        // Linux before 5.6 has no openat2; some containers forbid it.
        return file < 0 && Marshal.GetLastWin32Error() is NotImplemented or NotPermitted ? open(wholePath, flags) : file;
    }

    [DllImport("libc", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe IntPtr syscall(long number, IntPtr folder, byte* path, ulong* how, IntPtr size);

    [DllImport("libc", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe int open(byte* path, int flags);

    [DllImport("libc", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe IntPtr read(int file, byte* buffer, IntPtr count);

    [DllImport("libc", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe IntPtr readlinkat(int folder, byte* path, byte* buffer, IntPtr size);

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int file);
}
