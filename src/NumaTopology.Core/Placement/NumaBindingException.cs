using System;

namespace NumaTopology;

/// <summary>A placement cannot be expressed in what is to bind it; the message says why.</summary>
public sealed class NumaBindingException : Exception
{
    /// <summary>Creates the error.</summary>
    public NumaBindingException(string message)
        : base(message)
    {
    }
}
