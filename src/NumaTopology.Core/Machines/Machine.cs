using System;
using System.Collections.Generic;
using System.Threading;
using NumaTopology.Machines;

namespace NumaTopology;

/// <summary>The operating systems whose facts can be read.</summary>
public enum MachineSystem
{
    /// <summary>Linux: facts are files.</summary>
    Linux,

    /// <summary>Windows: facts are what calls return.</summary>
    Windows,
}

/// <summary>
/// Where facts come from: this machine, a folder that holds its root, or a recording. It answers two questions, the bytes of a
/// named fact and the names below a folder of facts. A Linux fact is a file, named by its path without the leading slash.
/// </summary>
public abstract class Machine
{
    /// <summary>What <see cref="Read"/> returns for a fact that the machine does not have.</summary>
    public const int Absent = -1;

    /// <summary>
    /// What <see cref="Read"/> returns for a fact that is there and not given: for want of permission (EACCES, EPERM; on Windows ERROR_ACCESS_DENIED and
    /// ERROR_PRIVILEGE_NOT_HELD), or because reading it fails.
    /// </summary>
    public const int Refused = -2;

    /// <summary>What Linux gives as the name of a host without one.</summary>
    private protected const string Unnamed = "(none)";

    /// <summary>Creates a machine that is read from <paramref name="snapshot"/>, or from this machine when null.</summary>
    protected Machine(string? snapshot, CancellationToken cancellation = default)
    {
        Log = new ProbeLog(this);
        Snapshot = snapshot;
        Cancellation = cancellation;
    }

    /// <summary>The operating system whose facts these are.</summary>
    public abstract MachineSystem System { get; }

    /// <summary>The folder or file that the facts come from; null for this machine.</summary>
    public string? Snapshot { get; }

    /// <summary>Cancels all running calls for this machine with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>What was noticed while reading.</summary>
    public ProbeLog Log { get; }

    /// <summary>Whether several threads may ask at the same time.</summary>
    internal virtual bool CanReadInParallel => false;

    /// <summary>When the facts were taken; now for a machine that is read live, null when unknown.</summary>
    public virtual DateTimeOffset? Captured => Snapshot is null ? DateTimeOffset.Now : null;

    /// <summary>Reads a whole fact into <paramref name="buffer"/>, which grows when it is too small.</summary>
    /// <returns>How many bytes were read, or <see cref="Absent"/> or <see cref="Refused"/>.</returns>
    public abstract int Read(string fact, ref byte[] buffer);

    /// <summary>The names directly below a folder of facts, each once and in no order; null when there is no such folder, or when it <see cref="IsRefused"/>.</summary>
    public abstract IReadOnlyList<string>? List(string folder);

    /// <summary>Whether a requested fact or folder exists but was refused.</summary>
    public virtual bool IsRefused(string name) => Log.IsRefused(name);

    /// <summary>
    /// What the host is called, by the name that its own facts give: by which it was asked, else its own, else what whoever recorded it noted. Linux calls a
    /// host that was given no name <c>(none)</c>, which is no name.
    /// </summary>
    internal virtual string? Called(string? own) => own == Unnamed ? null : own;

    /// <summary>
    /// The number N of every name <c>prefixN</c> directly below a folder, in no order; null when there is no such folder. A machine
    /// that need not make the names for it answers this without.
    /// </summary>
    internal virtual List<int>? ListNumbers(string folder, string prefix)
    {
        if (List(folder) is not { } names)
            return null;
        var numbers = new List<int>(names.Count);
        foreach (var name in names)
        {
            if (NumberedName.TryParse(name, prefix, "", out var number) && number < MachineLimits.Ids)
                numbers.Add((int)number);
        }

        return numbers;
    }

    /// <summary>The name of a fact for the user: a path that can be opened, or the fact's own name.</summary>
    public virtual string Locate(string fact) => fact;
}
