using System;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>An object in the pipe cannot be answered; the others are still.</summary>
internal sealed class PipedInputException(ErrorRecord error) : Exception(error.ToString())
{
    public ErrorRecord ErrorRecord { get; } = error;
}
