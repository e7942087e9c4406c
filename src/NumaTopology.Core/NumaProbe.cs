using System;
using System.Collections.Generic;
using NumaTopology.Health;
using NumaTopology.Linux;
using NumaTopology.Processes;
using NumaTopology.Reservations;
using NumaTopology.Watching;
using NumaTopology.Windows;

namespace NumaTopology;

/// <summary>Reads the topology of a machine. Each call reads it again.</summary>
/// <remarks>Every call throws <see cref="TopologyFormatException"/> when a fact is malformed.</remarks>
public static class NumaProbe
{
    /// <summary>The whole machine.</summary>
    public static NumaCapabilities Capabilities(Machine machine) => IsWindows(machine) ? new WindowsTopology(machine).Capabilities() : new LinuxTopology(machine).Capabilities();

    /// <summary>The nodes without their single CPUs; <paramref name="ids"/> null means all. Ids that do not exist are left out.</summary>
    public static IReadOnlyList<NumaCell> Cells(Machine machine, IReadOnlyList<int>? ids = null) => IsWindows(machine) ? new WindowsTopology(machine).Cells(ids) : new LinuxTopology(machine).Cells(ids);

    /// <summary>The memory of nodes at this moment; <paramref name="ids"/> null means all. Ids that do not exist are left out.</summary>
    public static IReadOnlyList<NumaCellFreeMemory> FreeMemory(Machine machine, IReadOnlyList<int>? ids = null) => IsWindows(machine) ? new WindowsTopology(machine).FreeMemory(ids) : new LinuxTopology(machine).FreeMemory(ids);

    /// <summary>The distances between all nodes, by From and To; empty when the machine reports none.</summary>
    public static IReadOnlyList<NumaDistance> Distances(Machine machine) => IsWindows(machine) ? new WindowsTopology(machine).Distances() : new LinuxTopology(machine).Distances();

    /// <summary>The devices by kind and name; PCI functions of no other kind (<see cref="DeviceKind.Pci"/>) only when <paramref name="otherPci"/>. Empty when the machine reports none.</summary>
    public static IReadOnlyList<NumaDevice> Devices(Machine machine, bool otherPci = false) => IsWindows(machine) ? new WindowsTopology(machine).Devices(otherPci) : new LinuxTopology(machine).Devices(otherPci);

    /// <summary>The numbers of the machine's nodes, ascending.</summary>
    public static IReadOnlyList<int> CellIds(Machine machine) => IsWindows(machine) ? new WindowsTopology(machine).CellIds() : new LinuxTopology(machine).CellIds();

    /// <summary>What holds CPUs or memory of the machine already, by source and owner; empty when nothing does. Linux: cgroups, the kernel's command line, libvirt, the kubelet, systemd and bound processes. Windows: reserved CPU sets and bound processes.</summary>
    public static IReadOnlyList<NumaReservation> Reservations(Machine machine) => IsWindows(machine) ? WindowsReservations.Read(machine) : ReservationReader.Read(machine);

    /// <summary>The processes by id, those that end meanwhile left out; <paramref name="selection"/> null means all but threads of the kernel.</summary>
    public static IReadOnlyList<NumaProcess> Processes(Machine machine, ProcessSelection? selection = null) => IsWindows(machine) ? WindowsProcesses.Read(machine, selection ?? new ProcessSelection()) : LinuxProcesses.Read(machine, selection ?? new ProcessSelection());

    /// <summary>What the rules of the check-up say of a machine, in their order. A rule that lacks facts, or finds them malformed, is <see cref="CheckStatus.Unknown"/>.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="isWanted">Which rules, by name; null means those for the machine's system.</param>
    public static IReadOnlyList<NumaCheck> Checks(Machine machine, Func<string, bool>? isWanted = null) =>
        HealthCheck.Run(new HealthFacts(machine ?? throw new ArgumentNullException(nameof(machine))), isWanted);

    /// <summary>The same of capabilities that were read before. They do not hold the settings of the kernel or the interrupts: rules about those are unknown.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="isWanted">Which rules, by name; null means those for the machine's system.</param>
    public static IReadOnlyList<NumaCheck> Checks(NumaCapabilities machine, Func<string, bool>? isWanted = null) =>
        HealthCheck.Run(new HealthFacts(machine ?? throw new ArgumentNullException(nameof(machine))), isWanted);

    /// <summary>What nodes say of themselves at this moment, what they count included; <paramref name="ids"/> null means all. Ids that do not exist are left out.</summary>
    internal static IReadOnlyList<CellReading> Readings(Machine machine, IReadOnlyList<int>? ids) => IsWindows(machine) ? new WindowsTopology(machine).Readings(ids) : new LinuxTopology(machine).Readings(ids);

    /// <summary>The CPU times since the machine started; null when the machine does not report them.</summary>
    internal static IReadOnlyList<CpuTime>? CpuTimes(Machine machine) => IsWindows(machine) ? new WindowsTopology(machine).CpuTimes() : new LinuxTopology(machine).CpuTimes();

    /// <summary>How long the machine has been running; null when it is not reported.</summary>
    internal static TimeSpan? Uptime(Machine machine) => IsWindows(machine) ? null : new LinuxTopology(machine).Uptime();

    /// <summary>What the machine is called in a message: the host's name, else the file's.</summary>
    internal static string Name(Machine machine) => MachineName.Of(IsWindows(machine) ? new WindowsReader(machine).HostName : new FactReader(machine).HostName, machine.Snapshot);

    private static bool IsWindows(Machine machine) => (machine ?? throw new ArgumentNullException(nameof(machine))).System == MachineSystem.Windows;
}
