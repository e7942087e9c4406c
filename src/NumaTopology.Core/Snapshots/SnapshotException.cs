using System;

namespace NumaTopology;

/// <summary>Why a snapshot cannot be opened.</summary>
public enum SnapshotError
{
    /// <summary>Nothing is at the path.</summary>
    NotFound,

    /// <summary>A folder without a folder 'sys' stands for no machine.</summary>
    NoSysFolder,

    /// <summary>A file that is something else.</summary>
    NotASnapshot,

    /// <summary>A file of XML, which may be a document that <see cref="NumaXml"/> reads.</summary>
    Xml,

    /// <summary>A snapshot that was cut or changed so that it cannot be trusted.</summary>
    Damaged,

    /// <summary>The file is there but cannot be read.</summary>
    Unreadable,
}

/// <summary>A snapshot cannot be opened.</summary>
public sealed class SnapshotException : Exception
{
    /// <summary>Creates the error.</summary>
    public SnapshotException(SnapshotError error, string path, string message, Exception? inner = null)
        : base(message, inner)
    {
        Error = error;
        Path = path;
    }

    /// <summary>Why.</summary>
    public SnapshotError Error { get; }

    /// <summary>The path that the user gave.</summary>
    public string Path { get; }
}
