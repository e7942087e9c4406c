using System;
using System.Collections.Generic;

namespace NumaTopology.Health;

/// <summary>How the value of a key is written.</summary>
internal enum ExpectedKind
{
    /// <summary>A whole number, which must be the same.</summary>
    Number,

    /// <summary>A number of bytes, which must be there at least.</summary>
    Bytes,

    /// <summary>A word, which must be the same.</summary>
    Word,

    /// <summary>A number of huge pages of the default size, or numbers by size.</summary>
    Pages,
}

/// <summary>A value of a machine, or of one of its nodes: a number or a word; null when it is not reported.</summary>
internal readonly record struct SeenValue(int? CellId, object? Value);

/// <summary>What can be expected: its name, how it is written and read, and where it is documented.</summary>
internal sealed record ExpectedKey(string Name, ExpectedKind Kind, string Reference, Func<HealthFacts, IEnumerable<SeenValue>> Read)
{
    /// <summary>The only system that has it; null for both.</summary>
    public MachineSystem? System { get; init; }

    /// <summary>How it is changed; null where it depends.</summary>
    public string? Fix { get; init; }
}
