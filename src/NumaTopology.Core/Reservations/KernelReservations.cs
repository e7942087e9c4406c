using System.Collections.Generic;

namespace NumaTopology.Reservations;

/// <summary>
/// CPUs that the kernel's command line sets apart. <c>isolated</c> is a list, <c>2-3</c>, or empty. <c>nohz_full</c> is a list too; kernels that
/// were built with it and have none write <c>(null)</c>.
/// </summary>
internal static class KernelReservations
{
    public const string Isolated = "sys/devices/system/cpu/isolated";

    private const string NoHzFull = "sys/devices/system/cpu/nohz_full";

    public static IEnumerable<NumaReservation> Read(ReservationFacts facts)
    {
        foreach (var (fact, source) in new[] { (Isolated, ReservationSource.IsolatedCpus), (NoHzFull, ReservationSource.NoHzFull) })
        {
            if (facts.Reader.Text(fact) is not { } list || list == "(null)")
                continue;
            yield return new NumaReservation
            {
                Owner = "kernel",
                Source = source,
                Cpus = facts.Cpus(fact, list),
                Exclusive = source == ReservationSource.IsolatedCpus,
                Evidence = "/" + fact,
            };
        }
    }
}
