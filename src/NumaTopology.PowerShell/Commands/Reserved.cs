using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Placement;

namespace NumaTopology.Commands;

/// <summary>What -Reserved names: placements that were made before, and reservations. Each belongs to one machine.</summary>
internal sealed class Reserved
{
    private static readonly Type[] s_types = [typeof(NumaPlacement), typeof(NumaReservation)];

    private readonly List<(string? Snapshot, string? HostName, CpuSet? Cpus, IReadOnlyList<ReservedMemory> Memory, bool IsRunning)> _all = [];

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
                NumaPlacement placement => (placement.Snapshot, placement.HostName, placement.Cpus, [.. PlanHost.Of(placement.Memory, placement.Request.HugePage)], false),
                NumaReservation reservation => (reservation.Snapshot, reservation.HostName, reservation.Cpus, reservation.Memory, true),
                _ => throw new PipedInputException(Errors.InputNotSupported(item, $"'{item}' is not supported by -Reserved.", Remedy)),
            });
        }
    }

    private static string Remedy => "Use placements (Find-NumaPlacement) or reservations (Get-NumaReservation).";

    /// <summary>
    /// A request less what is reserved of a machine. What runs has its memory already, which is no longer free; it counts where the host is counted as empty.
    /// </summary>
    public PlacementRequest Less(PlacementRequest request, NumaCapabilities machine)
    {
        foreach (var (_, _, cpus, memory, isRunning) in _all.Where(one => PipedInput.IsSame(one.Snapshot, machine.Snapshot) && (one.HostName ?? machine.HostName) == machine.HostName))
        {
            request = request with
            {
                ReservedCpus = request.ReservedCpus.Union(cpus ?? CpuSet.Empty),
                ReservedMemory = isRunning && !request.Capacity ? request.ReservedMemory : [.. request.ReservedMemory, .. memory],
            };
        }

        return request;
    }
}
