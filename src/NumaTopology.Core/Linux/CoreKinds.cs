namespace NumaTopology.Linux;

/// <summary>
/// Which processors of a hybrid x86 machine have which kind of core: the performance monitors of each kind name theirs in
/// <c>sys/devices/cpu_core/cpus</c>, <c>cpu_atom/cpus</c> and <c>cpu_lowpower/cpus</c> (<c>0-7\n</c>).
/// </summary>
internal sealed class CoreKinds
{
    private readonly CpuSet? _performance;
    private readonly CpuSet? _efficiency;
    private readonly CpuSet? _lowPower;

    public CoreKinds(FactReader reader)
    {
        _performance = reader.CpuList("sys/devices/cpu_core/cpus");
        _efficiency = reader.CpuList("sys/devices/cpu_atom/cpus");
        _lowPower = reader.CpuList("sys/devices/cpu_lowpower/cpus");
    }

    public CoreKind? Of(int cpu) =>
        _performance?.Contains(cpu) == true ? CoreKind.Performance
        : _efficiency?.Contains(cpu) == true ? CoreKind.Efficiency
        : _lowPower?.Contains(cpu) == true ? CoreKind.LowPower
        : null;
}
