using System.Linq;
using NumaTopology.Tests;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>What the check-up of a machine costs whose network interfaces have two thousand interrupts.</summary>
internal static class HealthRows
{
    private const int Interfaces = 20;
    private const int OfEach = 100;
    private const int Cpus = 256;

    public static void Print(int rounds)
    {
        using var described = LargeMachine.Describe(cells: 2, cpus: Cpus);
        var counts = string.Join(",", Enumerable.Range(0, Cpus).Select(cpu => cpu == 0 ? "12345" : "0")) + "\n";
        for (var i = 0; i < Interfaces; i++)
        {
            var own = $"sys/devices/pci0000:{i + 16:x2}/0000:{i + 16:x2}:00.0";
            described.Function(own["sys/devices/".Length..], "0x020000", i % 2, "0-63").Link($"sys/class/net/eth{i}", $"{own}/net/eth{i}");
            for (var irq = i * OfEach; irq < (i + 1) * OfEach; irq++)
                described.File($"{own}/msi_irqs/{irq}", "msix\n").File($"proc/irq/{irq}/effective_affinity_list", "0\n").File($"proc/irq/{irq}/smp_affinity_list", "0-255\n").File($"sys/kernel/irq/{irq}/per_cpu_count", counts);
        }

        var first = Table.Time(1, () => NumaProbe.Checks(described.Machine))();
        var time = Table.Time(1, () => NumaProbe.Checks(described.Machine));
        Table.Row($"first check-up of {Cpus} CPUs with {Interfaces * OfEach} interrupts", "1 s", [first], Table.Time);
        Table.Row("later ones", "", [.. Enumerable.Range(0, rounds).Select(_ => time())], Table.Time);
    }
}
