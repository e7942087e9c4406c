using System;

namespace NumaTopology;

/// <summary>A fact of the machine is malformed; the message names the fact and what is wrong.</summary>
public sealed class TopologyFormatException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="fact">The file, call, line or element that is malformed.</param>
    /// <param name="reason">What is wrong with it.</param>
    public TopologyFormatException(string fact, string reason)
        : base(fact + ": " + reason)
    {
        Fact = fact;
        Reason = reason;
    }

    /// <summary>The file, call, line or element that is malformed.</summary>
    public string Fact { get; }

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; }
}
