using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using NumaTopology.Machines;

namespace NumaTopology.Snapshots;

/// <summary>Writes what a <see cref="RecordingMachine"/> kept as a snapshot.</summary>
internal static class SnapshotWriter
{
    private const int BytesOnALine = 32;

    /// <summary>Writes the file whole or not at all: first beside its place, then moved there.</summary>
    /// <exception cref="IOException">The file exists and must not be overwritten, or cannot be written.</exception>
    public static void Save(RecordingMachine record, string? host, bool withIdentity, string path, bool overwrite)
    {
        if (File.Exists(path) && !RegularFile.Is(path, throughLinks: false))
            throw new IOException($"'{path}' is a device, a pipe or a link; only a regular file can be replaced.");
        var draft = Draft(path);
        try
        {
            using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            using (var text = new StreamWriter(file, SnapshotFormat.Encoding) { NewLine = "\n" })
                Write(record, host, withIdentity, text);
            record.Cancellation.ThrowIfCancellationRequested();
            if (overwrite && File.Exists(path))
                File.Replace(draft, path, null);
            else
                File.Move(draft, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The user knows nothing of a draft.
            throw new IOException(e.Message.Replace(draft, path), e);
        }
        finally
        {
            // Where the folder is missing or closed there is none, and to delete it would be the error.
            if (File.Exists(draft))
                File.Delete(draft);
        }
    }

    /// <summary>A name of its own beside the file. .NET Framework refuses paths with characters such as <c>&lt;</c> by other exceptions than those of files.</summary>
    private static string Draft(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new IOException($"'{path}' is the root of a file system, not a file.");
            return Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new IOException($"'{path.Replace('\0', '?')}' is not a valid file name: {e.Message}", e);
        }
    }

    private static void Write(RecordingMachine record, string? host, bool withIdentity, StreamWriter text)
    {
        var refusals = record.Refusals.Where(IsLegal).OrderBy(name => name, StringComparer.Ordinal).ToList();
        text.WriteLine(SnapshotFormat.FirstWords + (refusals.Count == 0 && !record.Facts.Keys.Concat(record.Folders.Values.SelectMany(listed => listed ?? [])).Any(HasBackslash) ? "1" : "2"));
        text.WriteLine(SnapshotFormat.System + record.System);
        if (withIdentity && host is not null && !host.Any(char.IsControl))
            text.WriteLine(SnapshotFormat.Host + host);
        if (record.Captured is { } captured)
            text.WriteLine(SnapshotFormat.Captured + captured.ToString("o", CultureInfo.InvariantCulture));
        var count = 0;
        var names = withIdentity ? null : new IdentityNames(record.Facts);
        foreach (var folder in record.Folders.Where(folder => folder.Value is not null && IsLegal(folder.Key)).OrderBy(folder => folder.Key, StringComparer.Ordinal))
        {
            record.Cancellation.ThrowIfCancellationRequested();
            count++;
            text.WriteLine("/ " + (names?.OfFact(folder.Key) ?? folder.Key));
            foreach (var name in folder.Value!.Where(IsLegal).OrderBy(name => name, StringComparer.Ordinal))
                text.WriteLine(" " + (names?.OfFact(name) ?? name));
        }

        foreach (var fact in record.Facts.Where(fact => IsLegal(fact.Key)).OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            record.Cancellation.ThrowIfCancellationRequested();
            var content = MountTable.Keep(fact.Key, withIdentity ? fact.Value : SnapshotIdentity.Remove(fact.Key, fact.Value));
            if (content is null)
                continue;
            count++;
            text.WriteLine("= " + (names?.OfFact(fact.Key) ?? fact.Key));
            WriteContent(text, names?.OfContent(fact.Key, content) ?? content);
        }

        foreach (var name in refusals)
            text.WriteLine("! " + (names?.OfFact(name) ?? name));
        count += refusals.Count;
        text.WriteLine(". " + count.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Linux lets an interface have a control character in its name. What no reader would take is left out, or nobody could read the rest.</summary>
    private static bool IsLegal(string name) => FactName.Fault(name) is null;

    private static bool HasBackslash(string name) => name.IndexOf('\\') >= 0;

    private static void WriteContent(StreamWriter text, byte[] content)
    {
        if (AsText(content) is not { } lines)
        {
            for (var at = 0; at < content.Length; at += BytesOnALine)
                text.WriteLine(": " + BitConverter.ToString(content, at, Math.Min(BytesOnALine, content.Length - at)).Replace("-", "").ToLowerInvariant());
            return;
        }

        for (int start = 0, end; start < lines.Length; start = end + 1)
        {
            end = lines.IndexOf('\n', start);
            text.WriteLine(end < 0 ? "~" + lines.Substring(start) : " " + lines.Substring(start, end - start));
            if (end < 0)
                return;
        }
    }

    /// <summary>The content as text; null when it holds what a text file would not keep.</summary>
    private static string? AsText(byte[] content)
    {
        try
        {
            var text = SnapshotFormat.Encoding.GetString(content);
            return text.All(character => character is '\n' or '\t' || (!char.IsControl(character) && character != '\uFEFF')) ? text : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
