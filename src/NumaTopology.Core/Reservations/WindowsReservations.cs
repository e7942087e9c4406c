using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NumaTopology.Machines.Windows;
using NumaTopology.Processes;
using NumaTopology.Windows;

namespace NumaTopology.Reservations;

/// <summary>
/// CPU sets that Windows reserves for some processes (core reservation): the flag Allocated without AllocatedToTargetProcess in SYSTEM_CPU_SET_INFORMATION. And processes with
/// an affinity or default CPU sets that have not all CPUs of a group, as <c>start /affinity</c> and SetProcessDefaultCpuSets make them.
/// </summary>
internal sealed class WindowsReservations
{
    private readonly Machine _machine;
    private readonly WindowsReader _reader;
    private readonly GroupNumbers _groups;
    private readonly CpuSet _reserved;

    private WindowsReservations(Machine machine)
    {
        _machine = machine;
        _reader = new WindowsReader(machine);
        _groups = new GroupNumbers(_reader.Records(WindowsFacts.Groups));
        _reserved = WindowsCpuSets.Read(_reader, _groups)?.Reserved ?? CpuSet.Empty;
    }

    public static IReadOnlyList<NumaReservation> Read(Machine machine)
    {
        var source = new WindowsReservations(machine);
        var all = source.OfProcesses().ToList();
        if (!source._reserved.IsEmpty)
            all.Add(source.Reservation("other processes", ReservationSource.CpuSet, source._reserved, "GetSystemCpuSetInformation") with { Exclusive = true });
        all.Sort();
        return all;
    }

    private IEnumerable<NumaReservation> OfProcesses()
    {
        var processes = WindowsProcesses.Read(_machine, new ProcessSelection());
        if (processes.Count(process => process.AllowedCpus is null) is > 0 and var unknown)
            _machine.Log.Warn($"What {(unknown == 1 ? "1 process is" : $"{unknown} of {processes.Count} processes are")} bound to is unknown.");
        var own = Ancestry(processes);
        return from process in processes
               where process.AllowedCpus is { } cpus && !own.Contains(process.Id) && IsNarrower(cpus)
               select Reservation($"{process.Name} ({process.Id.ToString(CultureInfo.InvariantCulture)})", ReservationSource.Affinity, process.AllowedCpus!, WindowsFacts.Of(process.Id, WindowsFacts.Affinity)) with { EffectiveCpus = process.AllowedCpus };
    }

    /// <summary>Whether they lack one of the CPUs of a group that they have some of, other than those that are reserved: to be in one group of several is no limit.</summary>
    private bool IsNarrower(CpuSet cpus) => Enumerable.Range(0, _groups.Count).Select(group => _groups.ActiveOf(group).Except(_reserved)).Any(group => group.Overlaps(cpus) && !group.IsSubsetOf(cpus));

    /// <summary>This process and those that started it, which are bound as it is; empty where it is unknown which one it is.</summary>
    private HashSet<int> Ancestry(IReadOnlyList<NumaProcess> processes)
    {
        // A snapshot can name an id twice.
        var parents = processes.ToLookup(process => process.Id, process => process.ParentId);
        var all = new HashSet<int>();
        for (var id = (int?)_reader.Number(WindowsFacts.ProcessId); id is { } own && all.Add(own);)
            id = parents[own].FirstOrDefault();
        return all;
    }

    private NumaReservation Reservation(string owner, ReservationSource source, CpuSet cpus, string evidence) => new()
    {
        Owner = owner,
        Source = source,
        Cpus = cpus,
        Exclusive = false,
        Evidence = evidence,
        Snapshot = _machine.Snapshot,
        HostName = _reader.HostName,
    };
}
