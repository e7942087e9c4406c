using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Commands;

/// <summary>What a message says of the machine that answers.</summary>
internal sealed class Subject
{
    private readonly Func<string> _name;
    private readonly Func<IReadOnlyList<int>> _cells;

    public Subject(Machine machine)
    {
        _name = () => NumaProbe.Name(machine);
        _cells = () => NumaProbe.CellIds(machine);
    }

    public Subject(NumaCapabilities machine)
    {
        _name = machine.ToString;
        _cells = () => machine.Cells.Select(cell => cell.Id).ToList();
    }

    /// <summary>What it is called.</summary>
    public string Name => _name();

    /// <summary>Its nodes.</summary>
    public IReadOnlyList<int> CellIds => _cells();
}

/// <summary>A machine that was opened and asked: its answer, or why there is none.</summary>
internal sealed record Opened<T>(string? Name, Machine? Machine, T? Answer, Exception? Error);
