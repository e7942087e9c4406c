using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Linux;
using NumaTopology.Windows;

namespace NumaTopology.Health;

/// <summary>What a rule can ask: the Model, and single facts where a machine is at hand. It notes as evidence what it was asked.</summary>
internal sealed class HealthFacts
{
    private readonly Func<NumaCapabilities> _read;
    private readonly List<string> _evidence = [];
    private NumaCapabilities? _capabilities;
    private TopologyFormatException? _malformed;

    public HealthFacts(Machine machine)
    {
        Machine = machine;
        Reader = machine.System == MachineSystem.Linux ? new FactReader(machine) : null;
        WindowsReader = machine.System == MachineSystem.Windows ? new WindowsReader(machine) : null;
        System = machine.System;
        _read = () => NumaProbe.Capabilities(machine);
        HostName = Reader?.HostName ?? WindowsReader?.HostName;
        Snapshot = machine.Snapshot;
    }

    /// <summary>Only the Model is at hand.</summary>
    public HealthFacts(NumaCapabilities capabilities)
    {
        System = capabilities.OperatingSystem?.StartsWith("Windows", StringComparison.Ordinal) == true ? MachineSystem.Windows : MachineSystem.Linux;
        _read = () => capabilities;
        HostName = capabilities.HostName;
        Snapshot = capabilities.Snapshot;
    }

    /// <summary>The machine; null where only the Model is at hand.</summary>
    public Machine? Machine { get; }

    public MachineSystem System { get; }

    public string? HostName { get; }

    public string? Snapshot { get; }

    /// <summary>The facts of a Linux machine; null elsewhere.</summary>
    public FactReader? Reader { get; }

    /// <summary>The facts of a Windows machine; null elsewhere.</summary>
    public WindowsReader? WindowsReader { get; }

    /// <summary>The whole machine, read once.</summary>
    /// <exception cref="TopologyFormatException">It is malformed, each time that it is asked.</exception>
    public NumaCapabilities Capabilities
    {
        get
        {
            if (_malformed is not null)
                throw _malformed;
            try
            {
                return _capabilities ??= _read();
            }
            catch (TopologyFormatException e)
            {
                _malformed = e;
                throw;
            }
        }
    }

    public IReadOnlyList<NumaCell> Cells => Capabilities.Cells;

    /// <summary>The nodes with CPUs and with memory: those among which memory is spread.</summary>
    public IEnumerable<NumaCell> OrdinaryCells => Cells.Where(cell => cell.Kind == CellKind.Ordinary);

    /// <summary>Begins a rule: what was noted for the one before is gone.</summary>
    public void Begin() => _evidence.Clear();

    /// <summary>What was noted, each line once.</summary>
    public IReadOnlyList<string> Evidence => [.. _evidence.Distinct()];

    public void Note(string evidence) => _evidence.Add(evidence);

    /// <summary>The text of a Linux fact; null when there is none.</summary>
    public string? Text(string fact) => Noted(fact, Reader?.Text(fact));

    /// <summary>A number of a Linux fact; null when there is none.</summary>
    public long? Number(string fact) => Noted(fact, Reader?.Number(fact));

    /// <summary>The CPUs of a Linux fact; null when there is none.</summary>
    public CpuSet? CpuList(string fact)
    {
        // What the kernel wrote is the evidence: an empty line where there are none.
        Text(fact);
        return Reader?.CpuList(fact);
    }

    /// <summary>The names in a folder of a Linux machine; null when there is none.</summary>
    public IReadOnlyList<string>? List(string folder)
    {
        Reader?.Machine.Cancellation.ThrowIfCancellationRequested();
        return Machine?.List(folder);
    }

    /// <summary>What is said of a fact that a rule needs and did not get, by its last name or as <paramref name="what"/>.</summary>
    public Verdict Lacks(string fact, string? what = null)
    {
        var reason = Machine is null ? "not in capabilities" : Machine.IsRefused(fact) ? "refused" : "not reported";
        Note($"/{fact}: {reason}");
        return Verdict.Unknown($"{what ?? fact.Substring(fact.LastIndexOf('/') + 1)} {reason}");
    }

    private T? Noted<T>(string fact, T? value)
    {
        if (value is not null)
            Note($"/{fact}: {value}");
        return value;
    }
}
