using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>The architecture of machines that were recorded without an answer of uname, by the cpuinfo that kernels write.</summary>
public class ArchitectureTests
{
    [Theory]
    [InlineData("Processor\t: ARMv7 Processor rev 4 (v7l)\nprocessor\t: 0\nCPU architecture: 7\n", "armv7l")] // Exynos 5
    [InlineData("processor\t: 0\nmodel name\t: ARMv7 Processor rev 3 (v7l)\nCPU architecture: 7\n", "armv7l")] // newer kernels
    [InlineData("processor\t: 0\nmodel name\t: ARMv6-compatible processor rev 7 (v6l)\nCPU architecture: 7\n", "armv6l")] // Raspberry Pi
    [InlineData("Processor\t: ARMv7 Processor rev 1 (v7b)\nCPU architecture: 7\n", "armv7b")] // big-endian
    [InlineData("model name\t: ARMv8 Processor rev 4 (v8l)\nCPU architecture: 8\n", "armv8l")] // a 32-bit kernel
    [InlineData("Processor\t: AArch64 Processor rev 3 (aarch64)\nCPU architecture: AArch64\n", "aarch64")]
    [InlineData("processor\t: 0\nCPU architecture: 8\n", "aarch64")]
    [InlineData("Processor\t: ARM926EJ-S rev 5 (v5l)\nCPU architecture: 5TEJ\n", null)] // uname says armv5tejl, which cpuinfo does not
    [InlineData("model name\t: Intel(R) Xeon(R) CPU E5-2680 0 @ 2.70GHz\nflags\t: fpu lm\n", "x86_64")]
    [InlineData("flags\t\t: lm fpu\n", "x86_64")]
    [InlineData("flags\t\t: fpu sse2 lahf_lm\n", "i686")]
    [InlineData("vendor     : GenuineIntel\narch       : IA-64\n", "ia64")]
    [InlineData("arch       : rv64imafdc\n", null)]
    [InlineData("vendor_id       : IBM/S390\n", "s390x")]
    [InlineData("vendor_id\t: GenuineIntel\n", null)]
    [InlineData("cpu\t\t: POWER9 (raw), altivec supported\n", "ppc64")]
    [InlineData("cpu\t\t: 970FX\n", null)]
    [InlineData("CPU architecture: 7\nCPU architecture: 8\n", "armv7l")]
    [InlineData("CPU architecture: AArch64\n", "aarch64")]
    [InlineData("CPU architecture: 6TEJ\n", null)]
    [InlineData("model name\t: (v6b)\n", "armv6b")]
    [InlineData("model name\t: ARMv7 Processor rev 3 (v7l)\n", "armv7l")]
    [InlineData("Processor\t: AArch64 Processor rev 3 (aarch64)\n", "aarch64")]
    [InlineData("model name\t: Cortex\nCPU architecture: 8\n", "aarch64")]
    [InlineData("model name\t: ARMv8 Processor (v8b)\n", "armv8b")]
    public void The_architecture_is_concluded_from_cpuinfo(string cpuinfo, string? architecture)
    {
        using var machine = new MachineBuilder().Cell(0, "0").File("proc/cpuinfo", cpuinfo);
        Assert.Equal(architecture, machine.Capabilities().Architecture);
        Assert.Equal(architecture, machine.File("proc/hwloc-nofile-info", "Architecture: arm\n").Capabilities().Architecture);
    }

    [Fact]
    public void The_architecture_that_was_gathered_goes_before_cpuinfo()
    {
        using var machine = new MachineBuilder().Cell(0, "0").File("proc/cpuinfo", "CPU architecture: 8\n").File("proc/hwloc-nofile-info", "Architecture: armv7l\n");
        Assert.Equal("armv7l", machine.Capabilities().Architecture);
    }
}
