using System.Collections.Generic;
using NumaTopology.Machines.Windows;
using NumaTopology.Windows;

namespace NumaTopology.Reservations;

/// <summary>CPU sets that Windows reserves for some processes (core reservation): the flag Allocated without AllocatedToTargetProcess in SYSTEM_CPU_SET_INFORMATION.</summary>
internal static class WindowsReservations
{
    public static IReadOnlyList<NumaReservation> Read(Machine machine)
    {
        var reader = new WindowsReader(machine);
        var reserved = WindowsCpuSets.Read(reader, new GroupNumbers(reader.Records(WindowsFacts.Groups)))?.Reserved;
        return reserved is not { IsEmpty: false } ? [] :
        [
            new NumaReservation
            {
                Owner = "other processes",
                Source = ReservationSource.CpuSet,
                Cpus = reserved,
                Exclusive = true,
                Evidence = "GetSystemCpuSetInformation",
                Snapshot = machine.Snapshot,
                HostName = reader.HostName,
            },
        ];
    }
}
