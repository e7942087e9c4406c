using System;

namespace NumaTopology;

/// <summary>A tool cannot express a placement; the message says why.</summary>
public sealed class NumaBindingException : Exception
{
    /// <summary>Creates the error.</summary>
    public NumaBindingException(string message)
        : base(message)
    {
    }

    internal NumaBindingException(string message, BindingObstacle obstacle)
        : base(message) => Obstacle = obstacle;

    internal NumaBindingException(string message, NumaBindingException inner)
        : base(message, inner) => Obstacle = inner.Obstacle;

    /// <summary>What is in the way, where the one who asks can do something about it.</summary>
    internal BindingObstacle Obstacle { get; }
}
