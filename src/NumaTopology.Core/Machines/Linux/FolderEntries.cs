using System;
using System.Runtime.InteropServices;

namespace NumaTopology.Machines.Linux;

/// <summary>The names of an open folder as getdents64 gives them, without <c>.</c> and <c>..</c>: a .NET enumeration makes two strings of each and costs as much as reading the files.</summary>
internal unsafe ref struct FolderEntries
{
    // struct linux_dirent64: d_ino u64, d_off s64, d_reclen u16 at 16, d_type u8, d_name at 19, ended by NUL.
    private const int LengthAt = 16;
    private const int NameAt = 19;

    // The call has no one number, and glibc before 2.30 no name for it.
    private static readonly long s_call = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 217,
        Architecture.Arm64 => 61,
        _ => 0,
    };

    private readonly int _folder;
    private readonly byte* _buffer;
    private readonly int _size;
    private int _at;
    private int _end;

    /// <summary>Reads through a buffer of the caller's.</summary>
    public FolderEntries(int folder, byte* buffer, int size)
    {
        _folder = folder;
        _buffer = buffer;
        _size = size;
    }

    /// <summary>Whether folders can be read like this here.</summary>
    public static bool IsSupported => s_call != 0;

    /// <summary>The error number that ended the names; 0 at their end.</summary>
    public int Errno { get; private set; }

    /// <summary>The next name, which stands until the one after it is asked for.</summary>
    public bool Next(out byte* name, out int length)
    {
        while (true)
        {
            if (_at == _end)
            {
                _end = (int)(long)syscall(s_call, (IntPtr)_folder, _buffer, (IntPtr)_size);
                _at = 0;
                if (_end <= 0)
                {
                    Errno = _end < 0 ? Marshal.GetLastWin32Error() : 0;
                    _end = length = 0;
                    name = null;
                    return false;
                }
            }

            name = _buffer + _at + NameAt;
            _at += *(ushort*)(_buffer + _at + LengthAt);
            for (length = 0; name[length] != 0; length++)
            {
            }

            if (name[0] != '.' || (length > 1 && (name[1] != '.' || length > 2)))
                return true;
        }
    }

    [DllImport("libc", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr syscall(long number, IntPtr folder, byte* buffer, IntPtr size);
}
