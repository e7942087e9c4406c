using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using NumaTopology.Machines;

namespace NumaTopology.Snapshots;

/// <summary>Reads a snapshot file. Whatever is wrong with it is said with file, line and reason.</summary>
internal sealed class SnapshotReader
{
    private const int BufferCharacters = 4096;

    private readonly string _path;
    private readonly string _name;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, byte[]> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refusals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _namesOfFolder = new(StringComparer.Ordinal);
    private DateTimeOffset? _captured;
    private string? _host;
    private string? _askedAs;
    private MachineSystem? _system;
    private int _version;
    private int _line;
    private int _entries;

    // The fact or folder that the lines being read belong to.
    private string? _fact;
    private readonly List<byte> _content = [];
    private bool _contentIsEnded;
    private List<string>? _names;

    private SnapshotReader(string path, string name, CancellationToken cancellation)
    {
        _path = path;
        _name = name;
        _cancellation = cancellation;
    }

    /// <summary>Reads what a host sends. A damaged answer is told as a damaged file is.</summary>
    /// <param name="answer">What it sends.</param>
    /// <param name="source">What stands as the snapshot of all that is read from it.</param>
    /// <param name="host">The name by which it was asked.</param>
    /// <param name="cancellation">Ends the reading, and what the machine is asked later.</param>
    public static SnapshotMachine Read(Stream answer, string source, string host, CancellationToken cancellation) =>
        new SnapshotReader(source, $"answer of '{host}'", cancellation) { _askedAs = host }.Read(answer);

    public static SnapshotMachine Read(string path, CancellationToken cancellation)
    {
        try
        {
            if (!RegularFile.Is(path, throughLinks: true))
                throw new SnapshotException(SnapshotError.NotASnapshot, path, $"'{path}' is not a snapshot: it is not a regular file.");
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.Length > MachineLimits.SnapshotBytes)
                throw new SnapshotException(SnapshotError.NotASnapshot, path, $"'{path}' is not a snapshot: it is larger than {MachineLimits.SnapshotBytes >> 20} MiB.");
            return new SnapshotReader(path, $"snapshot '{path}'", cancellation).Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SnapshotException(SnapshotError.Unreadable, path, $"The snapshot '{path}' could not be read: {e.Message}", e);
        }
    }

    private SnapshotMachine Read(Stream text)
    {
        try
        {
            using var lines = new StreamReader(text, SnapshotFormat.Encoding, false, BufferCharacters, leaveOpen: true);
            return Read(lines);
        }
        catch (DecoderFallbackException e)
        {
            if (_version == 0 && !BeginsAsSnapshot(text))
                throw NotASnapshot(SnapshotError.NotASnapshot, "it is not text");
            throw Damaged("the text is not UTF-8", e);
        }
    }

    private SnapshotMachine Read(StreamReader lines)
    {
        ReadFirstLine(lines);
        // A line may end in CR LF: what went through an editor or a mail program of Windows.
        while (lines.ReadLine() is { } line)
        {
            _line++;
            _cancellation.ThrowIfCancellationRequested();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] != '.')
            {
                Take(line);
                continue;
            }

            End();
            var count = (_facts.Count + _folders.Count + _refusals.Count).ToString(CultureInfo.InvariantCulture);
            if (line.Substring(1).Trim() != count)
                throw Damaged($"the end line counts{line.Substring(1)} facts, folders and refusals, but there are {count}");
            RequireNothingMore(lines);
            return _system is { } system ? new SnapshotMachine(_path, _facts, _folders, _refusals, system, _captured, _host, _cancellation) { AskedAs = _askedAs } : throw Damaged("the line that names the system is missing");
        }

        throw Damaged("the end line is missing; the file was cut off");
    }

    /// <summary>A text may look like an end once a byte is lost; what follows it then was part of the machine.</summary>
    private void RequireNothingMore(StreamReader lines)
    {
        var end = _line;
        while (lines.ReadLine() is { } line)
        {
            _line++;
            if (line.Length > 0 && line[0] != '#')
                throw Damaged($"the line comes after the end line ({end})");
        }
    }

    private void ReadFirstLine(StreamReader lines)
    {
        _line = 1;
        if (lines.Peek() == '\uFEFF')
            lines.Read();
        var first = new char[SnapshotFormat.FirstWords.Length + 1];
        var count = lines.ReadBlock(first, 0, first.Length);
        var text = new string(first, 0, count);
        if (!text.StartsWith(SnapshotFormat.FirstWords, StringComparison.Ordinal))
            throw text.TrimStart().StartsWith("<", StringComparison.Ordinal) ? NotASnapshot(SnapshotError.Xml, "it is XML") : NotASnapshot(SnapshotError.NotASnapshot, $"its first line is not '{SnapshotFormat.FirstWords}1'");
        _version = count == first.Length ? first[count - 1] - '0' : 0;
        if (_version < 1 || _version > SnapshotFormat.Newest || lines.ReadLine() is not ("" or null))
            throw Damaged($"the version is not 1 to {SnapshotFormat.Newest}; update the module if a newer one wrote it");
    }

    private SnapshotException NotASnapshot(SnapshotError error, string reason) => new(error, _path, $"'{_path}' is not a snapshot: {reason}.");

    /// <summary>Whether the bytes of a text that could not be decoded begin as a snapshot's; those of a stream that has gone by are taken for it.</summary>
    private static bool BeginsAsSnapshot(Stream text)
    {
        if (!text.CanSeek)
            return true;
        text.Position = 0;
        foreach (var letter in SnapshotFormat.FirstWords)
        {
            if (text.ReadByte() != letter)
                return false;
        }

        return true;
    }

    private void Take(string line)
    {
        switch (line[0])
        {
            case '=':
                End();
                _fact = Name(line);
                if (_facts.ContainsKey(_fact) || _refusals.Contains(_fact))
                    throw Damaged($"the fact '{_fact}' appears twice");
                _content.Clear();
                _contentIsEnded = false;
                break;
            case '/':
                End();
                var folder = Name(line);
                if (_folders.ContainsKey(folder))
                    throw Damaged($"the folder '{folder}' appears twice");
                _folders.Add(folder, _names = []);
                _namesOfFolder.Clear();
                break;
            case '!':
                End();
                if (_version < 2)
                    throw Damaged("version 1 has no refusals");
                var refused = Name(line);
                if (_facts.ContainsKey(refused) || !_refusals.Add(refused))
                    throw Damaged($"'{refused}' appears twice");
                break;
            case ' ' when _names is not null:
                AddName(line.Substring(1));
                break;
            case ' ':
                Append(line);
                _content.Add((byte)'\n');
                break;
            case '~':
                Append(line);
                _contentIsEnded = true;
                break;
            case ':':
                RequireContent();
                _content.AddRange(Hex(line));
                break;
            default:
                TakeHeader(line);
                break;
        }
    }

    private void TakeHeader(string line)
    {
        if (_facts.Count > 0 || _folders.Count > 0 || _refusals.Count > 0 || _fact is not null)
            throw Damaged("the line is neither a fact nor part of one");
        if (line.StartsWith(SnapshotFormat.System, StringComparison.Ordinal))
        {
            var system = line.Substring(SnapshotFormat.System.Length);
            _system = system == nameof(MachineSystem.Linux) ? MachineSystem.Linux
                : system == nameof(MachineSystem.Windows) ? MachineSystem.Windows
                : throw Damaged($"the system '{system}' is unknown");
        }
        else if (line.StartsWith(SnapshotFormat.Captured, StringComparison.Ordinal))
        {
            _captured = DateTimeOffset.TryParseExact(line.Substring(SnapshotFormat.Captured.Length), "o", CultureInfo.InvariantCulture, DateTimeStyles.None, out var captured)
                ? captured
                : throw Damaged("the time is not of the form 2026-01-31T12:00:00.0000000+00:00");
        }
        else if (line.StartsWith(SnapshotFormat.Host, StringComparison.Ordinal))
        {
            _host = line.Substring(SnapshotFormat.Host.Length);
        }
    }

    private void End()
    {
        _names = null;
        if (_fact is null)
            return;
        _facts.Add(_fact, _content.ToArray());
        _fact = null;
    }

    private string Name(string line)
    {
        CountEntry();
        var name = line.Length > 2 && line[1] == ' ' ? line.Substring(2) : "";
        return FactName.Fault(name) is { } fault ? throw Damaged(fault) : name;
    }

    private void CountEntry()
    {
        if (++_entries > MachineLimits.SnapshotEntries)
            throw Damaged($"there are more than {MachineLimits.SnapshotEntries} facts and names; no machine has that many");
    }

    private void AddName(string name)
    {
        CountEntry();
        if (FactName.Fault(name) is { } fault)
            throw Damaged(fault);
        if (name.IndexOf('/') >= 0)
            throw Damaged($"'{name}' is not a name directly below a folder");
        if (!_namesOfFolder.Add(name))
            throw Damaged($"the name '{name}' appears twice");
        _names!.Add(name);
    }

    /// <summary>Adds the text behind a line's mark, nearly always ASCII.</summary>
    private void Append(string line)
    {
        RequireContent();
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] >= 0x80)
            {
                _content.AddRange(SnapshotFormat.Encoding.GetBytes(line.Substring(i)));
                return;
            }

            _content.Add((byte)line[i]);
        }
    }

    private void RequireContent()
    {
        if (_fact is null || _names is not null)
            throw Damaged("the line does not belong to a fact");
        if (_contentIsEnded)
            throw Damaged("the text of the fact has already ended");
    }

    private byte[] Hex(string line)
    {
        var bytes = new List<byte>(line.Length / 2);
        var high = -1;
        foreach (var character in line)
        {
            if (character == '#')
                break;
            if (character is ' ' or '\t' or ':')
                continue;
            var digit = Uri.IsHexDigit(character) ? Uri.FromHex(character) : throw Damaged($"'{character}' is not a hexadecimal digit");
            if (high >= 0)
                bytes.Add((byte)((high << 4) | digit));
            high = high < 0 ? digit : -1;
        }

        return high < 0 ? bytes.ToArray() : throw Damaged("a byte needs two hexadecimal digits");
    }

    private SnapshotException Damaged(string reason, Exception? inner = null) =>
        new(SnapshotError.Damaged, _path, $"The {_name} is damaged at line {_line}: {reason}.", inner);
}
