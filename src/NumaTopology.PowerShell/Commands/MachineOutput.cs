using System.Collections.Generic;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>
/// Writes what machines answer. Where they are several each object gets the name of a table with their hosts (<see cref="View.OfFleet"/>). PowerShell chooses a
/// table by the first object, so what is piped of the first machine is held until it shows whether another comes.
/// </summary>
internal sealed class MachineOutput(Cmdlet command)
{
    private readonly List<object> _held = [];
    private readonly HashSet<string> _asked = [];
    private string? _first;
    private bool _isHolding = true;
    private bool _isFleet;

    /// <summary>How many machines there are is known: nothing needs to be held.</summary>
    public void Expect(bool several) => Release(several);

    /// <summary>An object in the pipe asks its machine.</summary>
    /// <param name="machine">Which machine it is.</param>
    /// <param name="question">What is asked. What asks a machine the same again is watched over time, and whoever watches wants to see.</param>
    /// <param name="isOfFleet">Whether the object itself is one of several machines.</param>
    public void Expect(string machine, string question, bool isOfFleet)
    {
        _first ??= machine;
        if (isOfFleet || machine != _first)
            Release(true);
        else if (_isHolding && !_asked.Add(question))
            Release(false);
    }

    /// <summary>Whether machines are known to be several.</summary>
    public bool IsFleet => _isFleet;

    public void WriteAll(IEnumerable<object> items)
    {
        foreach (var item in items)
            Write(item);
    }

    public void Write(object item)
    {
        if (_isHolding)
            _held.Add(item);
        else
            command.WriteObject(_isFleet ? Marked(item) : item);
    }

    /// <summary>No other machine comes.</summary>
    public void End()
    {
        if (_isHolding)
            Release(false);
    }

    private void Release(bool isFleet)
    {
        _isHolding = false;
        _isFleet |= isFleet;
        foreach (var item in _held)
            Write(item);
        _held.Clear();
    }

    /// <summary>The object of a fleet, a copy: PowerShell keeps the names with the object, which may be of somebody's capabilities.</summary>
    private static PSObject Marked(object item)
    {
        var given = PSObject.AsPSObject(item);
        // A row of a matrix was made for this output, and has properties of its own.
        return View.OfFleet(given.BaseObject is NumaDistanceRow ? given : PSObject.AsPSObject(Copy(given.BaseObject)), given.TypeNames[0]);
    }

    private static object Copy(object item) => item switch
    {
        NumaCapabilities machine => machine with { },
        NumaCell cell => cell with { },
        NumaCellFreeMemory reading => reading with { },
        NumaCellActivity activity => activity with { },
        NumaDistance distance => distance with { },
        NumaDevice device => device with { },
        NumaPlacement placement => placement with { },
        RejectedCell cell => cell with { },
        NumaReservation reservation => reservation with { },
        NumaCheck check => check with { },
        NumaProcess process => process with { },
        NumaDifference difference => difference with { },
        _ => item,
    };
}
