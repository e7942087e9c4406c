using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using NumaTopology.Placement;

namespace NumaTopology.Commands;

/// <summary>The search over all machines of one call, and what is an error only where it is so on each of them.</summary>
internal sealed class FleetPlacement(int count, CancellationToken cancellation)
{
    private readonly FleetSearch _search = new(count, cancellation);
    private readonly HashSet<int> _cells = [];
    private IReadOnlyList<ErrorRecord> _lacking = [];
    private bool _isSearched;
    private string _name = "";

    /// <summary>How many machines were asked.</summary>
    public int Machines { get; private set; }

    /// <summary>A machine is asked.</summary>
    public void Count(NumaCapabilities machine)
    {
        Machines++;
        _name = machine.ToString();
        _cells.UnionWith(machine.Cells.Select(cell => cell.Id));
    }

    /// <summary>Searches a machine.</summary>
    public void Add(NumaCapabilities machine, PlacementRequest request)
    {
        _isSearched = true;
        _search.Add(machine, request);
    }

    /// <summary>A machine lacks a device to stay close to: it has no placement.</summary>
    public void AddLacking(IReadOnlyList<ErrorRecord> errors)
    {
        if (_lacking.Count == 0)
            _lacking = errors;
    }

    /// <summary>The best of all; null where no machine has the devices.</summary>
    public PlacementAnswer? Answer() => _isSearched ? _search.Answer(Machines) : null;

    /// <summary>Why no machine could be searched.</summary>
    public IEnumerable<ErrorRecord> Lacking() => _isSearched ? [] : Machines == 1 ? _lacking : _lacking.Select(error => error.TargetObject is string name && error.CategoryInfo.Category == ErrorCategory.ObjectNotFound ? Errors.DeviceNotFound(name, Machines) : error);

    /// <summary>The nodes that are not to be used and that no machine has.</summary>
    public IEnumerable<ErrorRecord> NotFound(IEnumerable<int> ids) =>
        Machines == 0 ? [] : ids.Where(id => !_cells.Contains(id)).Select(id => Machines == 1 ? Errors.CellNotFound(id, NodeSet.From(_cells), _name) : Errors.CellNotFound(id, Machines));
}
