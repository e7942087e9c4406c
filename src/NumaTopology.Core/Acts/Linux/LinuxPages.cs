using System;
using System.Collections.Generic;
using System.IO;
using NumaTopology.Linux;
using NumaTopology.Machines.Linux;
using NumaTopology.Processes;

namespace NumaTopology.Acts.Linux;

/// <summary>
/// The pages of a Linux process: <c>proc/PID/maps</c> has its mappings, <c>proc/PID/pagemap</c> says which pages are there and its own, move_pages(2) where they are. Unlike
/// numa_maps, which walks whole mappings, each is asked in small parts.
/// </summary>
internal sealed class LinuxPages : ProcessPages
{
    // Documentation/admin-guide/mm/pagemap.rst: bit 63, the page is in memory; bit 61, it is of a file or shared anonymous memory.
    private const ulong Present = 1UL << 63;
    private const ulong OfFile = 1UL << 61;
    private const int EntryBytes = 8;
    private const int PartPages = 1 << 16;

    private const int NoProcess = 3;
    private const int NoMemory = 12;
    private const int AccessDenied = 13;
    private const int Busy = 16;

    // What no call writes: the kernel says nothing of pages that it could not move at last.
    private const int Unsaid = int.MinValue;

    private readonly FactReader _reader;
    private readonly int _process;
    private readonly PageMigration _migration;
    private readonly FileStream _map;
    private readonly byte[] _part = new byte[PartPages * EntryBytes];

    /// <exception cref="NumaActException">They may not be looked at, or there is no such process.</exception>
    public LinuxPages(FactReader reader, int process, PageMigration migration)
    {
        _reader = reader;
        _process = process;
        _migration = migration;
        try
        {
            _map = new FileStream($"/{ThreadReader.Folder(process)}/pagemap", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Refused(e);
        }
        catch (IOException e)
        {
            throw NumaActException.Missing(process, e);
        }

        // Of no pages: whether the call is allowed at all.
        if (_migration.Call(process, [], 0, null, []) is not 0 and var errno)
        {
            _map.Dispose();
            throw Refusal(errno, isMoving: false);
        }
    }

    /// <inheritdoc/>
    public override int PageSize { get; } = Environment.SystemPageSize;

    /// <inheritdoc/>
    public override IReadOnlyList<PageRange> Ranges()
    {
        var folder = ThreadReader.Folder(_process);
        return MappingReader.Read(_reader.Text(folder + "/maps") ?? throw NumaActException.Missing(_process), MappingReader.HugeDevices(_reader.Text(folder + "/mountinfo") ?? ""));
    }

    /// <inheritdoc/>
    public override int Find(PageRange range, ref ulong address, ulong[] pages)
    {
        var found = 0;
        while (address < range.End && found < pages.Length)
        {
            var count = (int)Math.Min(Math.Min((range.End - address) / (ulong)PageSize, PartPages), (ulong)(pages.Length - found));
            count = ReadMap(address, count);
            // The process has ended, or the mapping is gone.
            if (count == 0)
                address = range.End;

            for (var i = 0; i < count; i++)
            {
                var entry = BitConverter.ToUInt64(_part, i * EntryBytes);
                if ((entry & Present) != 0 && ((entry & OfFile) == 0 || range.IsHuge))
                    pages[found++] = address + ((ulong)i * (ulong)PageSize);
            }

            address += (ulong)count * (ulong)PageSize;
        }

        return found;
    }

    /// <inheritdoc/>
    public override void Locate(ulong[] pages, int count, int[] cells)
    {
        if (count > 0 && _migration.Call(_process, pages, count, null, cells) is not 0 and var errno)
            throw Refusal(errno, isMoving: false);
    }

    /// <inheritdoc/>
    public override void Move(ulong[] pages, int count, int[] cells, PageFailure?[] failures)
    {
        var said = new int[count];
        for (var i = 0; i < count; i++)
            said[i] = Unsaid;
        var errno = _migration.Call(_process, pages, count, cells, said);
        if (errno is not (0 or NoMemory or Busy))
            throw Refusal(errno, isMoving: true);
        for (var i = 0; i < count; i++)
            failures[i] = Failure(said[i], errno);
    }

    /// <summary>Why a page was not moved: its status, which is its node or the negative error number, and the call's error number.</summary>
    private static PageFailure? Failure(int status, int errno) => status switch
    {
        -NoMemory => PageFailure.NoMemory,
        -AccessDenied => PageFailure.Shared,
        Unsaid when errno == NoMemory => PageFailure.NoMemory,
        >= 0 => null,
        _ => PageFailure.Busy,
    };

    /// <inheritdoc/>
    public override void Dispose() => _map.Dispose();

    private int ReadMap(ulong address, int count)
    {
        try
        {
            _map.Seek((long)(address / (ulong)PageSize) * EntryBytes, SeekOrigin.Begin);
            return _map.Read(_part, 0, count * EntryBytes) / EntryBytes;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>What an error number of move_pages says; when pages are moved, EACCES is a node that the process's cpuset does not allow.</summary>
    private NumaActException Refusal(int errno, bool isMoving) =>
        errno == NoProcess ? NumaActException.Missing(_process)
        : errno == AccessDenied && isMoving ? new(NumaActError.CellsNotAllowed, $"The pages of process {PlacementText.Number(_process)} cannot be moved: its cpuset does not allow memory of all of the nodes.")
        : Errno.IsPermission(errno) ? Refused(null)
        : new(NumaActError.Failed, $"The pages of process {PlacementText.Number(_process)} cannot be moved: {Errno.Describe(errno)}.");

    private NumaActException Refused(Exception? inner) =>
        new(NumaActError.AccessDenied, $"The pages of process {PlacementText.Number(_process)} cannot be moved: it belongs to another user, or the system refuses move_pages, as containers do.", inner);
}
