using System;
using System.IO;

namespace NumaTopology.Machines.Linux;

/// <summary>Reads a file of a recorded Linux machine where there is no libc, on Windows.</summary>
internal static class PortableFile
{
    /// <summary>Reads the file at <paramref name="path"/>: how many bytes, <see cref="Machine.Absent"/>, or <see cref="Machine.Refused"/> and why.</summary>
    public static int Read(string path, ref byte[] buffer, out string reason)
    {
        reason = "";
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
            var length = 0;
            while (true)
            {
                if (length >= MachineLimits.FactBytes)
                    throw new TopologyFormatException(path, "the file is larger than 64 MiB");
                if (length == buffer.Length)
                    Array.Resize(ref buffer, length * 2);
                var count = file.Read(buffer, length, buffer.Length - length);
                if (count == 0)
                    return length;
                length += count;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or PathTooLongException)
        {
            return Machine.Absent;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            reason = e.Message.TrimEnd('.');
            return Machine.Refused;
        }
    }
}
