using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace NumaTopology.Machines;

/// <summary>A folder that stands for the root of a Linux machine, as lscpu's dumps and hwloc-gather-topology leave it.</summary>
public class FolderMachine : Machine
{
    private readonly string _root;
    private readonly LibcFile? _libc;

    /// <summary>Opens a folder.</summary>
    public FolderMachine(string root)
        : this(root, Path.GetFullPath(root))
    {
    }

    private protected FolderMachine(string root, string? snapshot)
        : base(snapshot)
    {
        _root = Path.GetFullPath(root);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            _libc = new LibcFile(_root);
    }

    /// <inheritdoc/>
    public override MachineSystem System => MachineSystem.Linux;

    /// <inheritdoc/>
    public override int Read(string fact, ref byte[] buffer)
    {
        if (_libc is null)
            return PortableFile.Read(Locate(fact), ref buffer, Log);
        var length = fact.StartsWith(LinuxFacts.Link, StringComparison.Ordinal)
            ? _libc.ReadLink(fact.Substring(LinuxFacts.Link.Length), ref buffer, out var errno)
            : _libc.Read(fact, ref buffer, out errno);
        if (length < 0 && !Errno.IsAbsent(errno))
            Log.Warn($"{Locate(fact)} could not be read: {Errno.Describe(errno)}.");
        return length;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string>? List(string folder)
    {
        try
        {
            var names = Directory.GetFileSystemEntries(Locate(folder));
            for (var i = 0; i < names.Length; i++)
                names[i] = Path.GetFileName(names[i]);
            return names;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!File.Exists(Locate(folder)))
                Log.Warn($"{Locate(folder)} could not be listed: {e.Message}");
            return null;
        }
    }

    /// <inheritdoc/>
    public override string Locate(string fact) =>
        Path.Combine(_root, fact.StartsWith(LinuxFacts.Link, StringComparison.Ordinal) ? fact.Substring(LinuxFacts.Link.Length) : fact);
}
