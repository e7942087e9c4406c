using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Linux;

namespace NumaTopology.Reservations;

/// <summary>Asks all sources of a Linux machine what is reserved. A source that is not there is silent; one that may not be read is a warning of the machine's log.</summary>
internal static class ReservationReader
{
    // A domain's threads are asked for by its own source, so it comes before the one that looks at all processes.
    private static readonly Func<ReservationFacts, IEnumerable<NumaReservation>>[] s_sources =
    [
        CgroupReservations.Read,
        KernelReservations.Read,
        LibvirtReservations.Read,
        KubeletReservations.Read,
        SystemdReservations.Read,
        AffinityReservations.Read,
    ];

    public static IReadOnlyList<NumaReservation> Read(Machine machine)
    {
        // A live machine always has processes.
        if (machine.Snapshot is not null && machine.List("proc") is null && machine.List("sys/fs/cgroup") is null)
            machine.Log.Warn($"{machine.Locate("proc")} is not recorded: what is reserved is unknown. A snapshot has it if it was exported with Export-NumaSnapshot -IncludeReservation.");
        var facts = new ReservationFacts(new FactReader(machine));
        var all = s_sources.SelectMany(source => source(facts)).ToList();
        var units = all.FindAll(reservation => reservation.Source == ReservationSource.Systemd);
        var told = all.RemoveAll(reservation => IsToldByItsUnit(reservation, units));
        if (told > 0)
            machine.Log.Detail($"{told} cgroups have the CPUs of their systemd unit and are listed as that unit.");
        all.Sort();
        return all.ConvertAll(reservation => reservation with { Snapshot = machine.Snapshot, HostName = facts.Reader.HostName });
    }

    /// <summary>What systemd sets for a unit is in the unit's cgroup too, and in <see cref="NumaReservation.EffectiveCpus"/> of the unit.</summary>
    private static bool IsToldByItsUnit(NumaReservation group, List<NumaReservation> units) =>
        group is { Source: ReservationSource.Cgroup, Exclusive: false }
        && units.Exists(unit => unit.Cpus == group.Cpus && group.Owner.EndsWith("/" + unit.Owner, StringComparison.Ordinal));
}
