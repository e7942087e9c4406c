using System;
using System.Collections.Generic;
using Xunit;

namespace NumaTopology.Tests.Reservations;

/// <summary>A machine of eight CPUs on two nodes, to which a test adds who holds some of them.</summary>
public abstract class ReservationTest : IDisposable
{
    private protected MachineBuilder Builder { get; } = new MachineBuilder().Cell(0, "0-3").Cell(1, "4-7");

    private protected IReadOnlyList<NumaReservation> All => NumaProbe.Reservations(Builder.Machine);

    private protected NumaReservation Only() => Assert.Single(All);

    public void Dispose()
    {
        Builder.Dispose();
        GC.SuppressFinalize(this);
    }
}
