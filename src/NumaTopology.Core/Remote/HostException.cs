using System;

namespace NumaTopology.Remote;

/// <summary>Why a host did not answer.</summary>
internal enum HostError
{
    /// <summary>The name, or the user's, is none that may be handed to the ssh client.</summary>
    NameInvalid,

    /// <summary>This computer has no ssh client.</summary>
    ClientMissing,

    /// <summary>The host could not be reached, or was silent for too long.</summary>
    Unreachable,

    /// <summary>The host refused the user or his key, or is not the one that is known by that name.</summary>
    AccessDenied,

    /// <summary>The command ended with an error on the host.</summary>
    Failed,

    /// <summary>What the host sent is no snapshot.</summary>
    AnswerInvalid,

    /// <summary>The host sent more than any machine has to tell.</summary>
    AnswerTooLarge,

    /// <summary>The host went on sending and came to no end.</summary>
    AnswerEndless,
}

/// <summary>A host did not answer.</summary>
internal sealed class HostException : Exception
{
    public HostException(HostError error, string host, string message, Exception? inner = null)
        : base(message, inner)
    {
        Error = error;
        Host = host;
    }

    /// <summary>Why.</summary>
    public HostError Error { get; }

    /// <summary>The host as the user named it.</summary>
    public string Host { get; }
}
