using System;
using System.Runtime.InteropServices;
using System.Text;

namespace NumaTopology.Machines;

/// <summary>
/// Reads files with open, read and close, to the end: the size that stat gives for a file of sysfs or procfs is a lie, and a
/// FileStream costs twice as much as the calls themselves.
/// </summary>
internal sealed class LibcFile
{
    private const int MostBytes = 64 << 20;

    // O_RDONLY | O_CLOEXEC | O_NONBLOCK: a fifo in a foreign folder must not make the caller wait.
    private const int Flags = 0x80000 | 0x800;

    private readonly int _rootLength;
    private byte[] _path;

    public LibcFile(string root)
    {
        _path = Encoding.UTF8.GetBytes(root.EndsWith("/", StringComparison.Ordinal) ? root : root + "/");
        _rootLength = _path.Length;
    }

    /// <summary>Reads <paramref name="fact"/> below the root; −1 and the error number where that fails.</summary>
    public int Read(string fact, ref byte[] buffer, out int errno)
    {
        var file = Open(fact, out errno);
        if (file < 0)
            return -1;
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    if (length >= MostBytes)
                        throw new TopologyFormatException(fact, "the file is larger than 64 MiB");
                    Array.Resize(ref buffer, length * 2);
                }

                var count = ReadInto(file, buffer, length, out errno);
                if (count < 0)
                    return -1;
                if (count == 0)
                    return length;
                length += count;
            }
        }
        finally
        {
            _ = close(file);
        }
    }

    private static unsafe int ReadInto(int file, byte[] buffer, int offset, out int errno)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = (long)read(file, start + offset, (IntPtr)(buffer.Length - offset));
                errno = count < 0 ? Marshal.GetLastWin32Error() : 0;
                if (errno != Errno.Interrupted)
                    return (int)count;
            }
        }
    }

    private unsafe int Open(string fact, out int errno)
    {
        var most = Encoding.UTF8.GetMaxByteCount(fact.Length) + _rootLength + 1;
        if (_path.Length < most)
            Array.Resize(ref _path, most);
        var length = _rootLength + Encoding.UTF8.GetBytes(fact, 0, fact.Length, _path, _rootLength);
        _path[length] = 0;
        fixed (byte* path = _path)
        {
            while (true)
            {
                var file = open(path, Flags);
                errno = file < 0 ? Marshal.GetLastWin32Error() : 0;
                if (errno != Errno.Interrupted)
                    return file;
            }
        }
    }

    [DllImport("libc", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe int open(byte* path, int flags);

    [DllImport("libc", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe IntPtr read(int file, byte* buffer, IntPtr count);

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int file);
}
