using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Placement;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>What -Reserved names: placements that were made before, and reservations. Each belongs to one machine.</summary>
internal sealed class Reserved
{
    private static readonly Type[] s_types = [typeof(NumaPlacement), typeof(NumaReservation)];

    private readonly List<(string? Snapshot, string? HostName, string Owner, CpuSet? Cpus, IReadOnlyList<ReservedMemory> Memory, bool IsRunning)> _all = [];
    private readonly List<string?> _asked = [];
    private bool _isOfAsked;

    /// <summary>Reads the objects, received ones too.</summary>
    /// <exception cref="PipedInputException">One is neither a placement nor a reservation.</exception>
    public Reserved(IEnumerable<PSObject?> objects)
    {
        foreach (var item in objects)
        {
            object? model;
            try
            {
                model = PipedInput.Model(item, s_types);
            }
            catch (ArgumentTransformationMetadataException e)
            {
                throw new PipedInputException(Errors.InputNotSupported(item, e.Message, Remedy));
            }

            _all.Add(model switch
            {
                NumaPlacement placement => (placement.Snapshot, placement.HostName, placement.ToString(), placement.Cpus, [.. PlanHost.Of(placement.Memory, placement.Request.HugePage)], false),
                NumaReservation reservation => (reservation.Snapshot, reservation.HostName, reservation.Owner, reservation.Cpus, reservation.Memory, true),
                _ => throw new PipedInputException(Errors.InputNotSupported(item, $"-Reserved does not accept {(item is null ? "$null" : PipedInput.Kind(item))}.", Remedy)),
            });
        }
    }

    /// <summary>Whose the objects are, where there are some and none is of a machine that was asked; null otherwise. One call for all of a fleet has objects of each.</summary>
    public string? Ignored => _isOfAsked || _all.Count == 0 || _asked.Count == 0 ? null
        : $"-Reserved has nothing of {Names(_asked)}. Its objects are of {Names(_all.Select(one => one.Snapshot))} and are ignored.";

    private static string Remedy => "Use placements (Find-NumaPlacement) or reservations (Get-NumaReservation).";

    /// <summary>A machine is asked.</summary>
    public void Ask(NumaCapabilities machine)
    {
        _asked.Add(machine.Snapshot);
        _isOfAsked |= On(machine).Any();
    }

    /// <summary>A request less what is reserved of a machine. The memory that something running has touched is no longer free; it counts where the host is counted as empty.</summary>
    public PlacementRequest Less(PlacementRequest request, NumaCapabilities machine)
    {
        foreach (var (_, cpus, memory, isRunning) in On(machine))
        {
            request = request with
            {
                ReservedCpus = request.ReservedCpus.Union(cpus ?? CpuSet.Empty),
                ReservedMemory = [.. request.ReservedMemory, .. Held(memory, isRunning && !request.Capacity).Select(At)],
            };

            // The kernel takes memory that is not bound from the node of the CPU that touches it.
            ReservedMemory At(ReservedMemory part) => part.Cells is null && cpus is not null && machine.Cells.Where(cell => cell.Cpus.Overlaps(cpus)).Select(cell => cell.Id).ToList() is { Count: > 0 } cells ? part with { Cells = cells } : part;
        }

        return request;
    }

    /// <summary>What holds memory of a machine of which it is unknown how much is touched.</summary>
    public IEnumerable<string> Unknown(NumaCapabilities machine) => On(machine).Where(one => one.IsRunning && one.Memory.Any(part => part.Untouched is null)).Select(one => one.Owner);

    /// <summary>What is held in pages of a size that none of its nodes lists, so that there is nothing to take it off: <c>db holds 8.00 GiB in pages of 1GiB on node 1</c>.</summary>
    public IEnumerable<string> Unlisted(NumaCapabilities machine, bool isEmpty)
    {
        foreach (var (owner, _, memory, isRunning) in On(machine))
        {
            foreach (var part in Held(memory, isRunning && !isEmpty).Where(part => part.PageSize is not null))
            {
                var cells = machine.Cells.Where(cell => part.Cells?.Contains(cell.Id) != false).ToList();
                if (cells.TrueForAll(cell => cell.Pages?.All(pool => pool.Size != part.PageSize) == true))
                    yield return $"{owner} holds {PlacementText.Bytes(part.Bytes)} in pages of {ByteText.Short(part.PageSize!.Value)} on {PlacementText.Cells(cells.Select(cell => cell.Id))}";
            }
        }
    }

    private static string Names(IEnumerable<string?> snapshots)
    {
        var names = snapshots.Distinct().Select(snapshot => snapshot switch { null => "this machine", Elsewhere.Source => "another session", _ => $"'{snapshot}'" }).ToList();
        return string.Join(", ", names.Take(3)) + (names.Count > 3 ? $" and {names.Count - 3} more" : "");
    }

    /// <summary>The memory, or what is not touched yet of it.</summary>
    private static IEnumerable<ReservedMemory> Held(IReadOnlyList<ReservedMemory> memory, bool isUntouchedOnly) =>
        isUntouchedOnly ? memory.Where(part => part.Untouched > 0).Select(part => part with { Bytes = part.Untouched!.Value }) : memory;

    private IEnumerable<(string Owner, CpuSet? Cpus, IReadOnlyList<ReservedMemory> Memory, bool IsRunning)> On(NumaCapabilities machine) =>
        _all.Where(one => PipedInput.IsSame(one.Snapshot, machine.Snapshot) && (one.HostName ?? machine.HostName) == machine.HostName).Select(one => (one.Owner, one.Cpus, one.Memory, one.IsRunning));
}
