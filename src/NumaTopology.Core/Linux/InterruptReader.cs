using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>An interrupt of a device: the CPUs that serve it, those that may, and how many there were; null for what is not reported.</summary>
internal sealed record DeviceInterrupt(int Number, CpuSet? Effective, CpuSet? Allowed, long? Count);

/// <summary>
/// Reads the interrupts of a PCI function. Its folder <c>msi_irqs</c> has a name for each vector. <c>effective_affinity_list</c> is where the kernel sends it (since
/// 4.14), empty while no driver has started it; <c>smp_affinity_list</c> is where it may.
/// </summary>
internal static class InterruptReader
{
    private const string Functions = "sys/bus/pci/devices";

    /// <summary>Whether it is a network interface or NVMe disk itself, by its PCI class (02, 0108), and not, say, the USB controller that a network interface is plugged into.</summary>
    public static bool IsOne(FactReader reader, string address) =>
        SysfsLinks.Follow(reader, Functions, address) is { } own && Hexadecimal.Read(reader, own + "/class") is { } kind && (kind >> 16 == 0x02 || kind >> 8 == 0x0108);

    /// <summary>Ascending; null when the function reports no vectors.</summary>
    public static List<DeviceInterrupt>? Of(FactReader reader, string address)
    {
        if (reader.NumberedNames($"{Functions}/{address}/msi_irqs", "") is not { } numbers)
            return null;
        return numbers.ConvertAll(number => Read(reader, number));
    }

    private static DeviceInterrupt Read(FactReader reader, int number)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        return new(number, reader.CpuList($"proc/irq/{name}/effective_affinity_list"), reader.CpuList($"proc/irq/{name}/smp_affinity_list"), Count(reader, $"sys/kernel/irq/{name}/per_cpu_count"));
    }

    /// <summary>A number for each possible CPU: <c>0,1234,0,0\n</c>, since 4.9. They are counted modulo 2^32.</summary>
    private static long? Count(FactReader reader, string fact)
    {
        if (reader.Text(fact) is not { } text)
            return null;
        long sum = 0;
        foreach (var word in text.Split(','))
            sum += uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw reader.Malformed(fact, "numbers with commas between expected");
        return sum;
    }
}
