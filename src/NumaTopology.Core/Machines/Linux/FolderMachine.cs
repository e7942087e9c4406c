using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace NumaTopology.Machines.Linux;

/// <summary>A folder that stands for the root of a Linux machine, as lscpu's dumps and hwloc-gather-topology leave it.</summary>
internal class FolderMachine : Machine
{
    private const int EntryBytes = 8192;
    private const int UsualNumbers = 16;

    // In place of a handle: the folder must be listed otherwise, or it is known that it cannot be.
    private const int Unknown = -1;
    private const int NotGiven = -2;

    private readonly string _root;
    private readonly LibcFile? _libc;

    /// <summary>Opens a folder.</summary>
    public FolderMachine(string root, CancellationToken cancellation = default)
        : this(root, Path.GetFullPath(root), cancellation)
    {
    }

    private protected FolderMachine(string root, string? snapshot, CancellationToken cancellation)
        : base(snapshot, cancellation)
    {
        _root = Path.GetFullPath(root);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            _libc = new LibcFile(_root);
    }

    /// <inheritdoc/>
    public override MachineSystem System => MachineSystem.Linux;

    /// <inheritdoc/>
    internal override bool CanReadInParallel => true;

    /// <inheritdoc/>
    public override int Read(string fact, ref byte[] buffer)
    {
        if (fact.StartsWith(LinuxFacts.Head, StringComparison.Ordinal))
        {
            // Where files are read without calls, all of the file came.
            return FirstBlock.Length(buffer, Math.Min(ReadFile(fact, ref buffer, FirstBlock.MostBytes), FirstBlock.MostBytes));
        }

        return ReadFile(fact, ref buffer, MachineLimits.FactBytes);
    }

    private int ReadFile(string fact, ref byte[] buffer, int mostBytes)
    {
        if (_libc is null)
        {
            var count = PortableFile.Read(Locate(fact), ref buffer, out var reason);
            return count >= 0 ? count : Note(fact, count == Absent, reason);
        }

        var length = fact.StartsWith(LinuxFacts.Link, StringComparison.Ordinal)
            ? _libc.ReadLink(FileOf(fact), ref buffer, out var errno)
            : _libc.Read(FileOf(fact), ref buffer, mostBytes, out errno);
        return length >= 0 ? length : Note(fact, Errno.IsAbsent(errno), Errno.Describe(errno));
    }

    /// <inheritdoc/>
    public override unsafe IReadOnlyList<string>? List(string folder)
    {
        if (TryOpen(folder, out var handle))
        {
            var found = new List<string>();
            var buffer = stackalloc byte[EntryBytes];
            var entries = new FolderEntries(handle, buffer, EntryBytes);
            while (entries.Next(out var name, out var length))
                found.Add(Encoding.UTF8.GetString(name, length));
            LibcFile.Close(handle);
            if (entries.Errno == 0)
                return found;
        }
        else if (handle == NotGiven)
        {
            return null;
        }

        return ListPortably(folder);
    }

    /// <inheritdoc/>
    internal override unsafe List<int>? ListNumbers(string folder, string prefix)
    {
        if (!TryOpen(folder, out var handle))
            return handle == NotGiven ? null : base.ListNumbers(folder, prefix);
        var numbers = new List<int>(UsualNumbers);
        var buffer = stackalloc byte[EntryBytes];
        var entries = new FolderEntries(handle, buffer, EntryBytes);
        while (entries.Next(out var name, out var length))
        {
            if (NumberedName.TryParse(name, length, prefix, "", out var number) && number < MachineLimits.Ids)
                numbers.Add((int)number);
        }

        LibcFile.Close(handle);
        return entries.Errno == 0 ? numbers : base.ListNumbers(folder, prefix);
    }

    /// <inheritdoc/>
    public override string Locate(string fact) => Path.Combine(_root, FileOf(fact));

    /// <summary>The file that a fact, a link or a beginning is of.</summary>
    private static string FileOf(string fact) =>
        fact.StartsWith(LinuxFacts.Link, StringComparison.Ordinal) ? fact.Substring(LinuxFacts.Link.Length)
        : fact.StartsWith(LinuxFacts.Head, StringComparison.Ordinal) ? fact.Substring(LinuxFacts.Head.Length)
        : fact;

    /// <summary>Opens a folder where its entries can be read by calls; else says whether it is known that there is none.</summary>
    private bool TryOpen(string folder, out int handle)
    {
        handle = Unknown;
        if (_libc is null || !FolderEntries.IsSupported)
            return false;
        handle = _libc.OpenFolder(folder, out var errno);
        if (handle >= 0)
            return true;
        var isAbsent = errno is Errno.NoEntry or Errno.NoFolder;
        if (!isAbsent && !Errno.IsPermission(errno))
        {
            handle = Unknown;
            return false;
        }

        Note(folder, isAbsent, Errno.Describe(errno));
        handle = NotGiven;
        return false;
    }

    private IReadOnlyList<string>? ListPortably(string folder)
    {
        try
        {
            var names = Directory.GetFileSystemEntries(Locate(folder));
            for (var i = 0; i < names.Length; i++)
                names[i] = Path.GetFileName(names[i]);
            return names;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Note(folder, e is DirectoryNotFoundException || File.Exists(Locate(folder)), e.Message.TrimEnd('.'));
            return null;
        }
    }

    /// <summary>Notes what was not given, and says it as <see cref="Read"/> does.</summary>
    private int Note(string name, bool isAbsent, string reason)
    {
        if (isAbsent)
            Log.Absent(name);
        else
            Log.Refused(name, reason);
        return isAbsent ? Absent : Refused;
    }
}
